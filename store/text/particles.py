"""Particles and endings on Korean words (조사, 어미), cut off by rule. No dictionary, so a cut may go wrong: 회의 → 회.

Callers keep the word itself as the first reading and use stems as further ones.
"""

from functools import lru_cache


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _listed("""
    은 는 이 가 을 를 의 에 도 만 과 와 로 으로 에서 에게 에게서 께 께서 한테 한테서 부터 까지 보다 처럼 같이 마다
    조차 마저 밖에 이나 나 이란 란 이라는 라는 이라 라 이며 며 이랑 랑 하고 에서는 에서의 에서도 에는 에도 에만 에선
    에의 으로는 로는 으로의 로의 으로도 로도 으로만 로만 과의 와의 과는 와는 만의 만이 만을 만은 이라고 라고 이라도
    라도 이든 든 이든지 이고 고 인 인가 인가요 이다 다 입니다 이에요 예요 인데 이면 요 대로 만큼 뿐 로서 로써 으로서
    으로써 이야 야 까지의 부터의 까지는 한테는 에게는 보다는 처럼은 이지만 지만 이었던 였던 이었다 였다 이죠 죠
    이니까 인지 일까 일까요 이자 이냐 냐 에서부터 들
""")
_VERB_ENDINGS = _listed("""
    하다 하는 하고 하기 하며 하면 하면서 하여 하여서 해 해서 해야 해도 해요 했다 했던 했는데 했습니다 했어요 했을
    합니다 하는데 할 한 함 하게 하지 하던 하려면 하려고 하려는 하도록 하자 하세요 하나요 하니 하니까 한다 한다면
    하는지 하거나 해보기 해본 해보자 하기까지 하기를 하기에 하는가 할까 할까요 할지 했나 했나요 했을까 하였다 하였던
    하였습니다 하라 하려 하죠 하지만 하십시오 되다 되는 되고 되기 되며 되면 되어 되어서 된 될 됨 돼 돼서 됐다 됐던
    됐습니다 되었다 되었던 되었습니다 됩니다 되나요 되지 되도록 되던 되었나 되는지 된다 된다면 되었을까 시키다
    시키는 시키고 시키기 시킨 시킬 시켜 시켜서 시켰다 시킵니다 받는 받은 당한 당하는
""")
_POSTPOSITIONS = _listed("""
    대한 대해 대해서 대하여 관한 관해 관해서 관하여 위한 위해 위해서 위하여 통한 통해 통해서 통하여 따른 따라 따라서
    의한 의해 의해서 때 때의 때에 때는 중 중에 중인 후 후에 전 전에 동안 하는 하기 하면 하고 한 할 해야 했던 된 되는
    될
""")
_QUESTION_WORDS = _listed("""
    무엇 무엇인가 무엇인가요 무엇을 무엇이 뭐 뭐야 뭔가 뭔가요 뭐가 뭐지 뭐예요 뭐임 뭘 어떤 어떻게 어디 어디서
    어디에 언제 누가 누구 왜 몇 얼마나 얼마 어느 이유 이유는 이유가 알려줘 알려주세요 설명해줘 설명 찾아줘 궁금해
    궁금해요 하는지 되나 되나요 하나요 what how why when where which who
""")
_FORM_WORDS = _listed("""
    때문 때문에 간 간의 및 또는 등 등의 등을 것 것은 것이 것을 것의 것도 것들 거 수 있는 있다 있을 있나 있나요
    있습니다 있어 있어요 없는 없다 없이 이 그 저 이런 그런 좀 더 가장 잘 못 안 다 곳 곳은 점 점은 the a an of to in
    on for with and or is are was were do does did can from by at as it its be
""")

_ENDINGS = _PARTICLES | _VERB_ENDINGS
_BOUND_WORDS = _POSTPOSITIONS | _QUESTION_WORDS | _FORM_WORDS
_LONGEST = max(map(len, _ENDINGS))
_LAYERS = 3


def is_bound_word(word: str) -> bool:
    """Is this a word that carries no topic: a form noun (것, 때), 대한, a question word, an English article?"""
    return word in _BOUND_WORDS


def is_postposition(word: str) -> bool:
    """Is this a word that only carries on the particle before it, as 대한 in 성능에 대한, 때 in 배포할 때?"""
    return word in _POSTPOSITIONS


def is_ending(word: str) -> bool:
    """Could this be nothing but a particle or an ending, as the 에서 cut from `aws에서`?"""
    return word in _ENDINGS


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """What the word may be without particles and endings, longest first, never the word itself nor an empty one.

    모니터링을 → 모니터링; 개발자들에게 → 개발자들, 개발자. Only Hangul words have stems.
    """
    if not word or not "가" <= word[-1] <= "힣":
        return ()
    found: dict[str, None] = {}
    layer = [word]
    for _ in range(_LAYERS):
        layer = [stem for outer in layer for stem in _cut_once(outer) if stem not in found]
        found.update(dict.fromkeys(layer))
    return tuple(sorted(found, key=len, reverse=True))


def shortest_stem(word: str) -> str:
    """The shortest stem of two syllables or more; the word itself when it has none."""
    long_enough = [stem for stem in stems(word) if len(stem) > 1]
    return long_enough[-1] if long_enough else word


def _cut_once(word: str) -> list[str]:
    """The word without one ending, for each ending it has."""
    longest = min(_LONGEST, len(word) - 1)
    return [word[:-size] for size in range(1, longest + 1) if word[-size:] in _ENDINGS]
