package paper

import "testing"

func TestWithoutReadings(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"規(guī)章和規(guī)范性文件的數(shù)量，現(xiàn)有12件(個(gè))。", "規章和規范性文件的數量，現有12件(個)。"},
		{"規(guī)章12件。", "規(guī)章12件。"},
		{"我們(men)制(zhì)發(fā)規(guī)章數(shù)量(a)見網(wǎng)(www)", "我們制發規章數量見網(www)"},
		{"統(tǒng)一計(jì)算規(guī)章數(shù)，(GDP)、(第二)項(xiàng)(", "統一計算規章數，(GDP)、(第二)項("},
		{"", ""},
	}
	for _, tt := range tests {
		if got := WithoutReadings(tt.in); got != tt.want {
			t.Errorf("WithoutReadings(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
