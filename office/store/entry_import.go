package store

func importDoing(step Step) (doing, bool) { return doing{}, false }
