package report

// MarshalJSON writes the number exactly, as the exchange format does.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }
