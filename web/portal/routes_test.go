package portal

import (
	"flag"
	"os"
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRoutes holds the addresses of the portal, which never die.
func TestRoutes(t *testing.T) {
	t.Parallel()
	server, err := web.NewServer(web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := New(server, storetest.New(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/routes.golden"
	got := web.Listing(p.Routes())
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || got != string(want) {
		t.Errorf("the addresses changed (%v):\n%s\nwant\n%s", err, got, want)
	}
}
