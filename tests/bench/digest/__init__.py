"""Parts of the proofs of the daily story: a posting process, a wire that fails, stages, plans and verdicts."""
