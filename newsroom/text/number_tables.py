"""The number words of each language, folded, with their values: data for `digits.number_words`.

Inflected Russian forms are generated from stems because their endings follow three patterns; everything
else is listed. A tail is what may be glued to the last word of a number (Persian and Russian ordinal
endings).
"""

from __future__ import annotations

from newsroom.text.fold import fold_key

_TENS = (20, 30, 40, 50, 60, 70, 80, 90)
_HUNDREDS = (100, 200, 300, 400, 500, 600, 700, 800, 900)


def _from(names: str, values: tuple[int, ...] | range) -> dict[str, int]:
    """Pair names with values; several forms of one number are joined by a slash."""
    return {
        fold_key(form): value for forms, value in zip(names.split(), values, strict=True) for form in forms.split("/")
    }


_FA = {
    **_from(
        "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده/هیجده نوزده",
        range(20),
    ),
    **_from("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", _TENS),
    **_from("صد/یکصد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد", _HUNDREDS),
    **_from("هزار", (1000,)),
}
_FA_ORDINALS = _from("اول/نخست/اولین/نخستین سوم/سومین", (1, 3))

_EN = {
    **_from(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
        range(20),
    ),
    **_from("twenty thirty forty fifty sixty seventy eighty ninety", _TENS),
    **_from("hundred thousand", (100, 1000)),
}
_EN_ORDINALS = {
    **_from(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth",
        range(1, 20),
    ),
    **_from("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", _TENS),
    **_from("hundredth thousandth", (100, 1000)),
}

_RU_IRREGULAR = {
    **_from(
        "ноль/нуль/ноля/нуля один/одна/одно/одного/одной/одному/одним/одном/одну "
        "два/две/двух/двум/двумя/двое/двоих/двоим три/трех/трем/тремя/трое/троих "
        "четыре/четырех/четырем/четырьмя/четверо/четверых",
        range(5),
    ),
    **_from("восемь/восьми/восемью/восьмью сорок/сорока девяносто/девяноста сто/ста", (8, 40, 90, 100)),
    **_from(
        "пятьдесят/пятидесяти/пятьюдесятью шестьдесят/шестидесяти/шестьюдесятью "
        "семьдесят/семидесяти/семьюдесятью восемьдесят/восьмидесяти/восемьюдесятью",
        (50, 60, 70, 80),
    ),
    **_from(
        "двести/двухсот/двумстам/двухстах триста/трехсот/тремстам/трехстах "
        "четыреста/четырехсот/четыремстам/четырехстах пятьсот/пятисот/пятистам шестьсот/шестисот/шестистам "
        "семьсот/семисот/семистам восемьсот/восьмисот/восьмистам девятьсот/девятисот/девятистам",
        _HUNDREDS[1:],
    ),
    **_from("тысяча/тысячи/тысяч/тысячу/тысячей/тысячам/тысячах", (1000,)),
}
_RU_SOFT = {  # five-like: пять, пяти, пятью
    **_from("пят шест сем", (5, 6, 7)),
    **_from(
        "девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат",
        range(9, 20),
    ),
    **_from("двадцат тридцат", (20, 30)),
}
_RU_ORDINAL_STEMS = {
    **_from(
        "перв втор четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
        "шестнадцат семнадцат восемнадцат девятнадцат",
        (1, 2, *range(4, 20)),
    ),
    **_from("двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност", _TENS),
    **_from("сот двухсот трехсот четырехсот пятисот шестисот семисот восьмисот девятисот", _HUNDREDS),
    **_from("тысячн двухтысячн", (1000, 2000)),
}
_RU_ADJECTIVE_ENDINGS = ("ый", "ой", "ая", "ое", "ого", "ому", "ым", "ом", "ую", "ые", "ых", "ыми")
_RU_ORDINALS = {
    **{stem + ending: value for stem, value in _RU_ORDINAL_STEMS.items() for ending in _RU_ADJECTIVE_ENDINGS},
    **_from("третий/третья/третье/третьего/третьему/третьим/третьем/третьей/третью/третьи/третьих", (3,)),
}
_RU = {
    **_RU_IRREGULAR,
    **{stem + ending: value for stem, value in _RU_SOFT.items() for ending in ("ь", "и", "ью")},
}

#: language -> folded word -> value
WORDS = {"fa": {**_FA, **_FA_ORDINALS}, "en": {**_EN, **_EN_ORDINALS}, "ru": {**_RU, **_RU_ORDINALS}}
#: words that end a number
ORDINALS = {"fa": frozenset(_FA_ORDINALS), "en": frozenset(_EN_ORDINALS), "ru": frozenset(_RU_ORDINALS)}
#: pattern of what may stand between two words of a number
GLUE = {"fa": " ?و ?| ", "en": "[ -](?:and )?", "ru": " "}
#: pattern of endings glued to the last word; Persian ordinals, Russian «восьмидесятилетие»
TAIL = {"fa": "مین|م|امین|ام", "en": "(?!)", "ru": r"лети\w*|летн\w*"}
#: values that multiply what stands before them
MULTIPLIES = {"fa": frozenset({100, 1000}), "en": frozenset({100, 1000}), "ru": frozenset({1000})}
#: words which are numbers only beside other number words
LONELY = {
    "fa": frozenset({"یک", "نه"}),
    "en": frozenset({"one"}),
    "ru": frozenset(_from("один/одна/одно/одного/одной/одному/одним/одном/одну", (1,))),
}
