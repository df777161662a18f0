package law

import "strings"

// A Citation names a provision and quotes the words a rule rests on. The zero
// Citation cites nothing; it stands for what is the program's own choice.
type Citation struct {
	Statute *Statute // nil for a text that was not at hand, and for the zero Citation

	// Article (条), Paragraph (款) and Item (项) are counted from 1. Paragraph
	// is 0 where the article has one paragraph only or is cited as a whole;
	// Item is 0 where a paragraph or an article is cited as a whole.
	Article, Paragraph, Item int

	// Quote is a piece of the provision, the fewest words that carry the rule.
	// It is empty exactly where nothing could be quoted.
	Quote string

	// Title and Number name a text that was not at hand, and What is what the
	// program takes from it.
	Title, Number, What string
}

// Art cites an article (条).
func (s *Statute) Art(article int, quote string) Citation {
	return Citation{Statute: s, Article: article, Quote: quote}
}

// Para cites a paragraph (款) of an article that has several. An article of
// one paragraph is cited with Art, because nobody writes 第三十条第一款 of it.
func (s *Statute) Para(article, paragraph int, quote string) Citation {
	return Citation{Statute: s, Article: article, Paragraph: paragraph, Quote: quote}
}

// Item cites an item (项) of a list: Item(20, 0, 8, …) where the article has
// one paragraph, Item(4, 2, 3, …) where the list belongs to its second.
func (s *Statute) Item(article, paragraph, item int, quote string) Citation {
	return Citation{Statute: s, Article: article, Paragraph: paragraph, Item: item, Quote: quote}
}

// Unread cites a text that was not at hand: its title, its number or "", and
// what the program takes from it. Whoever gets the text replaces the call by a
// quotation.
func Unread(title, number, what string) Citation {
	return Citation{Title: title, Number: number, What: what}
}

// IsZero says whether c cites nothing.
func (c Citation) IsZero() bool { return c == Citation{} }

// Quotes says whether c carries words of the text, which a test has compared.
func (c Citation) Quotes() bool { return c.Quote != "" }

// String returns the citation as letters and messages print it,
// 《政府信息公开条例》第三十三条第二款, and "" for the zero Citation.
func (c Citation) String() string {
	if c.IsZero() {
		return ""
	}
	if c.Statute == nil {
		if c.Number == "" {
			return "《" + c.Title + "》"
		}
		return "《" + c.Title + "》（" + c.Number + "）"
	}
	var b strings.Builder
	b.WriteString("《" + c.Statute.Name + "》第" + numeral(c.Article) + "条")
	if c.Paragraph > 0 {
		b.WriteString("第" + numeral(c.Paragraph) + "款")
	}
	if c.Item > 0 {
		b.WriteString("第（" + numeral(c.Item) + "）项")
	}
	return b.String()
}

var digits = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// numeral writes 1 to 999 as statutes number their articles: 十, 二十一,
// 一百零二, 一百一十.
func numeral(n int) string {
	var b strings.Builder
	if n >= 100 {
		b.WriteString(digits[n/100] + "百")
		n %= 100
		if n == 0 {
			return b.String()
		}
		if n < 10 {
			return b.String() + digits[0] + digits[n]
		}
		if n < 20 {
			b.WriteString(digits[1])
		}
	}
	if n >= 20 {
		b.WriteString(digits[n/10])
	}
	if n >= 10 {
		b.WriteString("十")
		if n %= 10; n == 0 {
			return b.String()
		}
	}
	return b.String() + digits[n]
}
