"""A language model behind any OpenAI-compatible address; used only where the settings name one."""
