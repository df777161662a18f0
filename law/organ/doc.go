// Package organ knows the administrative organs (行政机关) of chapter II of the
// regulations by what their names say: on which level an organ stands, what
// body it is, and whether two names may mean the same organ.
//
// Rules of the annual report turn on the level: departments publish by 31
// January and governments by 31 March, a township may not make government
// rules. Where nobody has recorded an organ's level, [Infer] reads it from the
// name. A name is no proof, 乌苏市 and 淮安市 are written alike though one is a
// county: Infer says whether the name leaves room, and a rule that rests on it
// reports "uncertain", never an error.
//
// The package promises to judge the name alone: no list of places, no state.
// Who is subordinate to whom, posts and offices are left to the records.
package organ
