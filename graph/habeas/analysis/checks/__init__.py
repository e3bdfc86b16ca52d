"""Checks: claims in, findings out. One rule a function, which asks about one key.

    units      under which names a claim is found            context    what a check may ask
    custody    C01 to C04, C18           dating    C05, C08, C19         people    C07, C14, C15, C17
    numbers    C09 to C13                contradictions   C16            sources   C20, C21, C22
    events     C06, C23          copies    C29           points    C30
    registry   all checks, the keys they ask about, and C24       refresh    which keys are asked again after a change
    claim_set  claims in memory, and `check` over them
    wording    a finding before it is put into words         rendering  and in words (`sentences`)

Contradictory, circular and absurd data are findings, never exceptions. Pure. Rules: domain/vocabulary.md 7,
docs/decisions/0021, 0105.
"""
