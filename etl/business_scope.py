"""What an enterprise does with what, as its business scope (经营范围) says it.

``A、B的批发；C、D的生产、销售`` is four phrases: A and B are dealt in, C and D made (and sold). The words of a doing stand
before or after what they are about, often only once for many; a phrase without such a word takes those of the next
phrase in its sentence that has them, else of the last. Reservations in brackets (不含…, 凭许可证…) are no business.
"""

from __future__ import annotations

import duckdb

MAKES = "生产|制造|制作|加工|组装|装配|研制|试制|酿造|酿制|提取|炮制|分装|精制|封装|铸造|织造"
# 集成 is a doing in 系统集成服务, and part of a noun in 集成电路.
DESIGNS = "研发|开发|设计|研究|集成(?:服务|及|与|$)|运营|处理|检测|测试|试验"
SELLS = "销售|批发|代购|代销|经销|购销|进口|出口|贸易|经营"
OTHERS = (
    "零售|代理|租赁|出租|维修|修理|维护|保养|咨询|投资|经纪|中介|居间|仓储|运输|货运|物流|配送|安装|施工|工程|回收|收购|推广|种植"
    "|养殖|管理|广告|展览|转让|服务"
)
# Words between words of a doing: 的生产及销售, 技术开发.
FILLERS = "的|及|和|与|并|等|兼|或|业务|相关|技术|网上|自产|产品|承接|从事"
# 生产设备 and 检测仪器 are goods, 制造业 is a branch to invest in, 总公司生产的 is made by another: none is a doing.
NO_DOING = (
    "(?:生产|加工|制造|研发|设计|处理|检测|测试|试验|封装)(?:设备|机械|仪|材料|资料|软件|所需|经营|许可|专用|业)"
    "|(?:公司|企业|厂家?)生产的"
)
RESERVATIONS = (
    "不含|除外|有效期|依法|许可|批准|凭|为准|地点|地址|仅限|项目的|不得|国家|限制|分支机构|不包括|未经"
)
BRACKETS = "（）()【】[]〔〕"
SENTENCE_ENDS = "[；;。*]|[.]{3}|…"
PHRASE_ENDS = r"[、，,：:（）()【】\[\]〔〕/\s]+"
WIDE = "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ０１２３４５６７８９"
NARROW = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
# The bits of `doings`.
MAKING, DESIGNING, SELLING, OTHERWISE = 1, 2, 4, 8

PHRASES = r"""
CREATE OR REPLACE TEMP TABLE scope_phrase AS
WITH sentence AS (
    SELECT scope_id, UNNEST(sentences) AS sentence, GENERATE_SUBSCRIPTS(sentences, 1) AS sentence_number
    FROM (
        SELECT scope_id, REGEXP_SPLIT_TO_ARRAY(
            REGEXP_REPLACE(REGEXP_REPLACE(text, $reserved, '', 'g'), $reserved, '', 'g'), $sentence_ends
        ) AS sentences
        FROM read_scope
    )
),
phrase AS (
    SELECT scope_id, sentence_number, UNNEST(phrases) AS phrase, GENERATE_SUBSCRIPTS(phrases, 1) AS number
    FROM (
        SELECT scope_id, sentence_number,
            LIST_FILTER(REGEXP_SPLIT_TO_ARRAY(sentence, $phrase_ends), lambda part: part <> '') AS phrases
        FROM sentence
    )
),
-- Phrases repeat from scope to scope: each is looked at once.
said AS (
    SELECT phrase,
        CASE WHEN REGEXP_MATCHES(doing, $makes) THEN 1 ELSE 0 END
        + CASE WHEN REGEXP_MATCHES(doing, $designs) THEN 2 ELSE 0 END
        + CASE WHEN REGEXP_MATCHES(phrase, $sells) THEN 4 ELSE 0 END
        + CASE WHEN REGEXP_MATCHES(phrase, $others) THEN 8 ELSE 0 END AS doings,
        REGEXP_FULL_MATCH(phrase, $only_doings) AS only_doings,
        REGEXP_MATCHES(phrase, $starts_with_doing) AND NOT REGEXP_MATCHES(phrase, $ends_with_doing) AS leads
    FROM (SELECT phrase, REGEXP_REPLACE(phrase, $no_doing, '', 'g') AS doing FROM phrase GROUP BY phrase)
    WHERE NOT REGEXP_MATCHES(phrase, $refusals)
),
run AS (
    SELECT phrase.*, said.doings, said.only_doings, said.leads,
        said.doings > 0 AND NOT (
            (said.only_doings AND LAG(said.doings, 1, 0) OVER sentence > 0)
            -- 设计、生产、销售发电机: the last has what all are about.
            OR COALESCE(BOOL_AND(said.only_doings) OVER before, FALSE)
        ) AS starts
    FROM phrase INNER JOIN said ON phrase.phrase = said.phrase
    WINDOW sentence AS (PARTITION BY scope_id, sentence_number ORDER BY number),
        before AS (
            PARTITION BY scope_id, sentence_number ORDER BY number
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),
numbered AS (
    SELECT *, SUM(CASE WHEN starts THEN 1 ELSE 0 END) OVER (
        PARTITION BY scope_id, sentence_number ORDER BY number ROWS UNBOUNDED PRECEDING
    ) AS run
    FROM run
),
run_doings AS (
    -- 生产A、B、C: a sentence that starts with its doing goes on so.
    SELECT scope_id, sentence_number, run, BIT_OR(doings) AS doings,
        run = 1 AND MIN(number) = 1 AND BOOL_OR(leads AND doings > 0) AS leads
    FROM numbered GROUP BY scope_id, sentence_number, run
)
SELECT numbered.scope_id, numbered.phrase,
    ROW_NUMBER() OVER (
        PARTITION BY numbered.scope_id ORDER BY numbered.sentence_number, numbered.number
    ) AS position,
    CASE
        WHEN numbered.doings > 0 OR own.leads THEN own.doings
        ELSE COALESCE(NULLIF(following.doings, 0), NULLIF(own.doings, 0), 0) END AS doings
FROM numbered
INNER JOIN run_doings AS own USING (scope_id, sentence_number, run)
LEFT JOIN run_doings AS following
    ON numbered.scope_id = following.scope_id AND numbered.sentence_number = following.sentence_number
    AND numbered.run + 1 = following.run
WHERE NOT numbered.only_doings
"""


def read_scopes(db: duckdb.DuckDBPyConnection) -> None:
    """Table ``read_scope`` (scope_id, text) → temporary table ``scope_phrase`` (scope_id, phrase, position, doings).

    ``position`` counts the phrases of a scope from 1. ``doings`` is the sum of `MAKING`, `DESIGNING`, `SELLING` and
    `OTHERWISE`, 0 where the scope does not say.
    """
    doings = f"{MAKES}|{DESIGNS}|{SELLS}|{OTHERS}"
    inside = "[^（）()【】\\[\\]〔〕]*"
    db.execute(
        PHRASES,
        {
            "reserved": f"[（(【\\[〔]{inside}(?:{RESERVATIONS}){inside}[)）】\\]〕]",
            "sentence_ends": SENTENCE_ENDS,
            "phrase_ends": PHRASE_ENDS,
            "no_doing": NO_DOING,
            "makes": MAKES,
            "designs": DESIGNS,
            "sells": SELLS,
            "others": OTHERS,
            "starts_with_doing": f"^(?:{doings})",
            "ends_with_doing": f"(?:{doings})$",
            "only_doings": f"(?:{doings}|{FILLERS})+",
            "refusals": "^除|不含|除外|不得|禁止|不包括",
        },
    )


def folded(expression: str) -> str:
    """SQL of a text in which letters and digits are half-width and upper case, as keywords are written."""
    return f"TRANSLATE(UPPER({expression}), '{WIDE}', '{NARROW}')"
