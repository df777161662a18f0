"""Divide Noto Serif SC into the two fonts the program embeds.

common.ttf holds everything that is not a Han character and the 3,755
characters of GB/T 2312 level 1, which cover nearly every report; rare.ttf
holds the other Han characters. A document that needs no rare character never
pays for unpacking 12 MB of outlines.

usage: subset.py SOURCE.ttf FOLDER
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

UNUSED = "GSUB GPOS GDEF BASE STAT vhea vmtx VORG gasp prep cvt fpgm DSIG post OS/2"


def level_1():
    """The characters of GB/T 2312 level 1: rows 16 to 55."""
    both = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return {ord(b.decode("gb2312")) for b in both if b not in unassigned()}


def unassigned():
    """Row 55 ends five places early."""
    return {bytes([0xD7, cell]) for cell in range(0xFA, 0xFF)}


def is_han(u):
    return 0x3400 <= u <= 0x9FFF or 0xF900 <= u <= 0xFAFF or u >= 0x20000


def cut(source, target, characters):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.legacy_cmap = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += UNUSED.split()
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    # One character map of format 12 is all the program reads.
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID) == (3, 10)]
    font.save(target)


def main(source, folder):
    characters = set(TTFont(source).getBestCmap())
    level1 = level_1()
    common = {u for u in characters if not is_han(u) or u in level1}
    cut(source, folder + "/common.ttf", common)
    cut(source, folder + "/rare.ttf", characters - common)


main(*sys.argv[1:])
