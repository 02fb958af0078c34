from courseforge.reading.codes import FACTS


def test_every_fact_has_a_code_and_a_name_of_its_own() -> None:
    assert len(FACTS) > 40
    assert len({fact.code for fact in FACTS}) == len(FACTS)
    assert len({fact.name for fact in FACTS}) == len(FACTS)
    assert all(fact.code.startswith("CF0") and len(fact.code) == 5 for fact in FACTS)
