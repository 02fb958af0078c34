"""What the name of a person of today looks like, in English and Spanish."""

import re

WORD = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’-]{1,20}"
AGE = r"(?:[5-9]|1[0-9])"
# Of books, films and the past; a person of today is not told about in these words.
STORY = re.compile(
    r"\b(?:novel|story|stories|tale|film|movie|character|protagonist|fiction|series|play|myth|legend|heroine?|"
    r"novela|cuento|historia de|película|personaje|ficción|leyenda|siglo|century|emperor|king|queen|rey|reina|"
    r"era|died|murió|(?:joined|invented|founded|wrote|painted|composed|escribió|inventó|fundó)"
    r"(?!\s+(?:this|these|us|our|est[aeo]s?|nuestr[ao]s?)\b)|"  # who made what one reads here is no story
    r"1[0-8][0-9]{2}|19[0-8][0-9])\b",
    re.IGNORECASE,
)
# Words that begin a sentence, or name no person.
NO_NAMES = frozenset(
    "He She It This That They The Who What Which Someone Somebody Everyone Everybody Nobody Python Earth "
    "Your My Our His Her "
    "If When Because And But Now Here There Each One Él Ella Eso Esto Este Esta Ese Esa El La Los Las "
    "Quien Alguien Nadie Usted "
    "Si Cuando Porque Y Pero Ahora Aquí Hay Cada Uno Una Un Que Qué Student Person Name Age Child Data "
    "User Alumno Nombre Se "
    "Library School Team Club Building City Town Biblioteca Escuela Ciudad Company Project Site Web Tree "
    "Dog Cat".split()
)
