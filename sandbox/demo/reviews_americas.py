"""Reviews of the closed call's proposals from the Americas."""

from .reviews import ReviewStory, Revision

REVIEWS = [
    ReviewStory(
        proposal="zafra",
        by="reviewer4@alliance.example",
        assigned=16.41,
        submitted=23.66,
        scores={"standards": 5, "causes": 4, "scale": 4, "novelty": 3},
        remarks={
            "standards": "Un pacto firmado por el sindicato y los tres ingenios, con la asociación azucarera de testigo: difícil pedir más.",
            "novelty": "El mínimo por jornada existe en otras cosechas; en la caña de la región, no.",
        },
        recommendation="yes",
        note="De 340 menores a 12 en visitas sorpresa, sin pérdida de rendimiento por hectárea: es lo que un ministerio necesita oír. La evaluación la firma un instituto al que habían invitado como socio y que no contestó; convendría aclararlo.",
        feedback="Abran las cuentas tal como lo anuncian, línea por línea, y dejen que el jefe de campo explique la suya. Preparen una respuesta sobre la guardería, porque será la primera pregunta.",
    ),
    ReviewStory(
        proposal="zafra",
        by="nuria@invernadero.example",
        assigned=16.41,
        submitted=28.39,
        scores={"standards": 4, "causes": 5, "scale": 3, "novelty": 3},
        remarks={
            "causes": "Cambiar la unidad de pago, de la tonelada a la jornada, deshace el motivo para llevar a los hijos.",
        },
        recommendation="yes",
        note="Clara, breve y con los nombres de quienes hablan. Me preocupa el alcance: tres ingenios y un sindicato con acceso a la báscula, que en mi zona nadie tiene.",
        feedback="Cuenten el mes en que el ingenio quiso volver atrás con fechas y con lo que cada parte dijo. Para quienes no tienen sindicato en el campo, propongan un primer paso más pequeño.",
    ),
    ReviewStory(
        proposal="zafra",
        by="paula@harborline.example",
        assigned=16.41,
        submitted=33.38,
        scores={"standards": 3, "causes": 4, "scale": 4, "novelty": 3},
        remarks={
            "scale": "Yield per hectare did not fall, and that is the argument that a mill hears first.",
        },
        recommendation="maybe",
        note="Good negotiation, well told, in Spanish with two interpretations asked for. No buyer of sugar or spirits is involved, although the chain is named as such. With one of them it would have been joint and stronger.",
        feedback="Invite one of the bottlers that buy from the three mills, if only to listen. Tell us what a ton costs under the new minimum and who absorbs the difference.",
    ),
    ReviewStory(
        proposal="cerrado",
        by="reviewer4@alliance.example",
        assigned=16.41,
        submitted=29.44,
        scores={"standards": 5, "causes": 3, "scale": 4, "novelty": 3},
        remarks={
            "standards": "Exige una decisión firme de la inspección antes de inscribir a nadie. Sin eso no la defendería.",
            "causes": "Cierra el crédito a quien abusa. De por qué hay quien acepta ese trabajo no se ocupa.",
        },
        recommendation="yes",
        note="Para gobiernos con un registro propio es de gran utilidad, y publican sus 27 errores de identidad. El formato de panel con cifras puede resultar árido; pediría un caso.",
        feedback="Sigan a un empleador real, sin nombre, desde la sanción hasta el pago que lo sacó del registro. Aclaren qué ocurre con sus trabajadores mientras el crédito está cerrado.",
    ),
    ReviewStory(
        proposal="cerrado",
        by="nuria@invernadero.example",
        assigned=16.41,
        submitted=36.61,
        scores={"standards": 4, "causes": 3, "scale": 4, "novelty": 4},
        remarks={
            "novelty": "El analista de crédito convertido en inspector sin saberlo: la frase resume un mecanismo que otros pueden copiar.",
        },
        recommendation="maybe",
        note="Buena propuesta para bancos de desarrollo, que no son miembros nuestros. La corrección en 48 horas es su mejor parte. Falta un plan de oradores: solo consta el país.",
        feedback="Digan quién hablaría; un banco en la mesa cambiaría por completo la sesión. Expliquen la corrección de homónimos con un ejemplo paso a paso.",
    ),
    ReviewStory(
        proposal="cerrado",
        by="reviewer@alliance.example",
        assigned=16.41,
        submitted=40.35,
        scores={"standards": 4, "causes": 3, "scale": 3, "novelty": 3},
        remarks={
            "scale": "It presupposes a public register and state banks that lend to farms. Two or three members have both.",
        },
        recommendation="maybe",
        note="Serious, evaluated (no address given), and narrow in audience. Employers’ and workers’ confederations sit on the supervising council, which would make a good joint proposal next time.",
        feedback="Propose it again together with one of the confederations on your council. Describe what a country with only one of your two ingredients, the register or the bank, could do.",
    ),
    ReviewStory(
        proposal="macizo",
        by="reviewer4@alliance.example",
        assigned=16.41,
        submitted=26.67,
        scores={"standards": 4, "causes": 5, "scale": 4, "novelty": 4},
        remarks={
            "causes": "Sin ingreso entre cosechas se aceptan anticipos; la cotización permite cobrar un subsidio justo en esos meses.",
        },
        recommendation="yes",
        note="Empleadores que crean una cooperativa para poder contratar legalmente, con el sindicato al frente del comité de quejas. El instituto ecuatoriano aporta los números y también los evaluó; convendría una lectura de fuera. Es la conjunta más equilibrada de las que leí.",
        feedback="La hoja de cálculo del punto de equilibrio debe funcionar con datos de otro país: pruébenla antes con alguien de fuera. El enojo de los primeros meses merece un testigo, quizá una de las fincas que se fue y volvió.",
    ),
    ReviewStory(
        proposal="macizo",
        by="nuria@invernadero.example",
        assigned=16.41,
        submitted=34.52,
        scores={"standards": 4, "causes": 4, "scale": 4, "novelty": 4},
        remarks={
            "standards": "Que una cooperativa sea la empleadora puede ocultar a la finca responsable. El comité de quejas lo compensa en parte.",
        },
        recommendation="yes",
        note="Dos mil ciento cuarenta mujeres con licencia de maternidad por primera vez: con ese dato empezaría el anuncio. Mi única reserva es el riesgo de intermediación, que la propuesta no discute.",
        feedback="Dediquen unos minutos a la pregunta incómoda: ¿en qué se distingue su cooperativa de una empresa de trabajo temporal? Ustedes tienen respuesta y el público la hará.",
    ),
    ReviewStory(
        proposal="macizo",
        by="paula@harborline.example",
        assigned=16.41,
        submitted=41.64,
        scores={"standards": 4, "causes": 3, "scale": 3, "novelty": 4},
        remarks={
            "scale": "Thirty per cent of the farms left in the second year. Half returned, which still leaves a hole.",
        },
        recommendation="maybe",
        note="A training with a spreadsheet that participants keep is what our call asked for under tools. I am less sure that it travels: it leans on a social security office that accepts contributions by the day.",
        feedback="List the three or four legal conditions that a country must meet before your sheet makes sense. Show what a coffee buyer pays per kilo for the 26 per cent that is not the picker’s wage.",
        changed=(
            Revision(
                47.43,
                {"novelty": 5},
                "I compared it with the other seasonal schemes in my pile. In all of them the contract stays with the farm; here it follows the person.",
            ),
        ),
    ),
]
