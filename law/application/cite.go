package application

import "gongkai/law"

// Cite returns the provision on which a step rests, that of its first row in
// the procedure; zero for a step that no provision speaks of.
func Cite(s Step) law.Citation { return citeOf(s, "") }
