package main

import (
	"gongkai/web/desk"
	"gongkai/web/portal"
)

// openFaces adds the pages for everyone and those of the office.
func (o *office) openFaces() error {
	if _, err := portal.New(o.web, o.store, o.files); err != nil {
		return err
	}
	_, err := desk.New(o.web, desk.Config{Store: o.store, Files: o.files, Code: o.code})
	return err
}
