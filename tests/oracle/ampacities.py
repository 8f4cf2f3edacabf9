"""What a cable carries by IEC 60364-5-52:2009, as far as small sites use it: multi-core copper cables in air."""

SIZES_MM2 = (4, 6, 10, 16, 25)
# By insulation, method and loaded conductors (tables B.52.2 to B.52.5).
TABLE_A = {
    ("pvc", "B2", 2): (30, 38, 52, 69, 90),
    ("pvc", "B2", 3): (27, 34, 46, 62, 80),
    ("xlpe", "C", 2): (45, 58, 80, 107, 138),
    ("xlpe", "C", 3): (40, 52, 71, 96, 119),
}
AIR_FACTOR = {"pvc": {25: 1.06, 30: 1, 40: 0.87}, "xlpe": {25: 1.04, 30: 1, 40: 0.91}}  # B.52.14
BUNCHED_FACTOR = {1: 1, 2: 0.8, 3: 0.7, 4: 0.65}  # B.52.17
NEEDED = ("size_mm2", "material", "insulation", "method", "grouped")


def carries_a(cable, lines, neutral):
    """None where the data do not suffice: no limit. What the file states goes before the tables."""
    if "ampacity_a" in cable:
        return cable["ampacity_a"]
    if any(key not in cable for key in NEEDED):
        return None
    if cable["method"] == "C" and cable["grouped"] > 1 and "arrangement" not in cable:
        return None
    loaded = 3 if lines + neutral >= 3 else 2
    table_a = TABLE_A[cable["insulation"], cable["method"], loaded][SIZES_MM2.index(cable["size_mm2"])]
    return table_a * AIR_FACTOR[cable["insulation"]][cable.get("ambient_c", 30)] * BUNCHED_FACTOR[cable["grouped"]]
