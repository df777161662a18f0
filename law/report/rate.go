package report

import (
	"math/big"

	"gongkai/law"
)

// Rate returns part as a percentage of base: half up, with one decimal. ok is
// false when the base is under 30, because a rate of so few says nothing.
func Rate(part, base Number) (percent Number, ok bool) {
	row, _ := law.RateBase.On("9999-12-31")
	if base.Cmp(Count(row.Value)) < 0 {
		return Number{}, false
	}
	// tenths of a percent, rounded half away from zero: (2·1000·part + base) / (2·base)
	tenths, whole := part.rat(), base.rat()
	tenths.Mul(tenths, big.NewRat(1000, 1)).Quo(tenths, whole)
	negative := tenths.Sign() < 0
	tenths.Abs(tenths).Add(tenths, big.NewRat(1, 2))
	rounded := new(big.Int).Quo(tenths.Num(), tenths.Denom())
	if !rounded.IsInt64() {
		return Number{}, false
	}
	percent = normal(rounded.Int64(), 1)
	if negative {
		percent = percent.Neg()
	}
	return percent, true
}

func (n Number) rat() *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.scale)), nil)
	return new(big.Rat).SetFrac(big.NewInt(n.coef), scale)
}
