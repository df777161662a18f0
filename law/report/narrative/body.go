package narrative

import "strings"

// nameBodies joins the parts of organs' names, 青梧 县 卫生健康 局, into one
// body token each. Where the reporting organ is known, its own name becomes the
// organ itself and any other name another organ.
func nameBodies(tokens []token, t *normal, organ string) []token {
	out := tokens[:0]
	for i := 0; i < len(tokens); {
		end := nameEnd(tokens, i)
		if end == i {
			out = append(out, tokens[i])
			i++
			continue
		}
		name := token{kind: body, arg: namedID, fig: -1, start: tokens[i].start, end: tokens[end-1].end}
		name.arg = standing(spell(t, name), organ)
		out = append(out, name)
		i = end
	}
	return out
}

const (
	otherID = listedID // a name that is not the reporter's
	selfID  = 3        // the reporter's own name
)

// nameEnd is the index behind the name that starts at token i, i if none does.
func nameEnd(tokens []token, i int) int {
	end := i
	for k := i; k < min(len(tokens), i+24) && (k == i || tokens[k].start == tokens[k-1].end); k++ {
		t := tokens[k]
		switch {
		case t.kind == suffix && k > i, t.kind == body && t.arg == namedID:
			end = k + 1
		case t.kind == unknown && t.end-t.start <= 12, t.kind == suffix: // 市 before 公安局
		default:
			return end
		}
	}
	return end
}

func spell(t *normal, name token) string {
	var b strings.Builder
	for _, s := range t.sym[name.start:name.end] {
		b.WriteRune(rune(s))
	}
	return b.String()
}

// inner tells whether name is an office within any organ: 办公室, 局办公室, 党政办;
// a verb may have been taken for a part of it, 明确办公室.
func inner(name string) bool {
	for _, office := range []string{"办公室", "办公厅", "党政办", "政务公开办", "政务服务中心"} {
		if rest, ok := strings.CutSuffix(name, office); ok {
			switch rest {
			case "局", "委", "厅", "镇", "乡", "街道", "镇政府", "乡政府":
				return true
			}
			return !strings.ContainsAny(rest, "省市县区局委厅府镇乡会院部道")
		}
	}
	return false
}

// standing tells whether name is the reporting organ's own; namedID while the
// organ is not known.
func standing(name, organ string) uint8 {
	if organ == "" {
		return namedID
	}
	if strings.Contains(organ, name) || inner(name) {
		return selfID
	}
	for _, level := range []string{"省", "市", "县", "区", "镇", "乡"} {
		rest, ok := strings.CutPrefix(name, level)
		if ok && strings.HasPrefix(rest, "政府") && strings.Contains(organ, level+"人民"+strings.TrimSuffix(rest, "办")) {
			return selfID
		}
	}
	if core, ok := strings.CutSuffix(name, "人民政府"); ok && strings.Contains(organ, core) {
		return selfID
	}
	return otherID
}
