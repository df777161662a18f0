package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/law/report"
	"gongkai/paper"
)

// jsonDoc is what people who read our JSON are told of it.
func jsonDoc(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "json.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestJSONDoc wants docs/json.md to name every field that the commands write,
// and none that they do not.
func TestJSONDoc(t *testing.T) {
	t.Parallel()
	doc := jsonDoc(t)
	for title, fields := range map[string][]string{
		"年度报告": reportFields(t),
		"汇总":   typeFields(reflect.TypeFor[rollupJSON](), ""),
		"比较":   typeFields(reflect.TypeFor[report.Comparison](), ""),
		"答复期限": typeFields(reflect.TypeFor[reckonedFile](), ""),
	} {
		_, section, _ := strings.Cut(doc, "\n## "+title)
		section, _, _ = strings.Cut(section, "\n## ")
		table, _, _ := strings.Cut(section, "\n### ")
		var named []string
		for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(table, -1) {
			named = append(named, m[1])
		}
		for _, f := range fields {
			if !slices.Contains(named, f) {
				t.Errorf("docs/json.md, %s: says nothing of %s", title, f)
			}
		}
		for _, f := range named {
			if !slices.Contains(fields, f) {
				t.Errorf("docs/json.md, %s: names %s, which is not written", title, f)
			}
		}
	}
}

// reportFields writes a report that has everything and lists its members.
func reportFields(t *testing.T) []string {
	t.Helper()
	one := report.Count(1)
	r := report.New(report.EditionNamed("2021"))
	r.Set("disclosure.penalty.decisions", report.Reports(one))
	r.Raw = map[report.Code]string{"disclosure.penalty.decisions": "1件"}
	r.Narrative = map[string]string{report.Overall: "无"}
	r.Chapters = []string{report.Overall}
	r.Dates = report.Dates{Signed: "2025-01-20", Published: "2025-01-21", From: "2024-01-01", To: "2024-12-31"}
	r.Said, r.Warnings, r.Findings = make([]report.Said, 1), make([]report.Warning, 1), make([]report.Finding, 1)
	var v map[string]any
	if err := json.Unmarshal(r.JSON(), &v); err != nil {
		t.Fatal(err)
	}
	// What a code or a chapter names is one field.
	free := map[string]string{"cells": "<代码>", "raw": "<代码>", "narrative": "<部分>"}
	var fields []string
	for key, member := range v {
		of, isObject := member.(map[string]any)
		list, isList := member.([]any)
		switch {
		case isList && len(list) == 0:
			t.Errorf("%s: the report of the test has none", key)
		case isList:
			if of, isObject = list[0].(map[string]any); !isObject {
				fields = append(fields, key+"[]")
			}
			for name := range of {
				fields = append(fields, key+"[]."+name)
			}
		case isObject && free[key] != "":
			fields = append(fields, key+"."+free[key])
		case isObject:
			for name := range of {
				fields = append(fields, key+"."+name)
			}
		default:
			fields = append(fields, key)
		}
	}
	return append(fields, "cells") // the row that says when there is none
}

// typeFields lists the members that encoding/json writes of a struct.
func typeFields(t reflect.Type, path string) []string {
	switch {
	case t.Kind() == reflect.Pointer:
		return typeFields(t.Elem(), path)
	case t.Kind() == reflect.Slice:
		return typeFields(t.Elem(), path+"[]")
	case t.Kind() == reflect.Map:
		return typeFields(t.Elem(), path+".<代码>")
	case t.Kind() != reflect.Struct, t.Implements(reflect.TypeFor[json.Marshaler]()), reflect.PointerTo(t).Implements(reflect.TypeFor[json.Marshaler]()):
		return []string{path}
	}
	var fields []string
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			fields = append(fields, typeFields(f.Type, path)...)
		case f.IsExported() && name != "" && name != "-":
			if path != "" {
				name = path + "." + name
			}
			fields = append(fields, typeFields(f.Type, name)...)
		}
	}
	return fields
}

// TestWarningCodesDoc wants docs/json.md to name every code of a warning: those
// of the readers of files, and those that the package report warns with.
func TestWarningCodesDoc(t *testing.T) {
	t.Parallel()
	doc := jsonDoc(t)
	codes := []string{"unreadable"}
	for _, kind := range []paper.NoticeKind{paper.ScannedPage, paper.PictureTable, paper.TooLarge, paper.Damaged, paper.Repaired, paper.Hidden} {
		codes = append(codes, string(kind))
	}
	files, err := filepath.Glob(filepath.Join("..", "..", "law", "report", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files of law/report")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\.warn\("([a-z_]+)"`).FindAllStringSubmatch(string(data), -1) {
			codes = append(codes, m[1])
		}
	}
	for _, code := range codes {
		if !strings.Contains(doc, "\n| `"+code+"` |") {
			t.Errorf("docs/json.md says nothing of the warning %s", code)
		}
	}
}
