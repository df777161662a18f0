package html

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/paper"
)

// portal is a page as content management systems of the last twenty years
// publish it: GB2312, tables for layout, an article pasted from Word, and a
// good deal that looks like content and is none.
const portal = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<meta name="ArticleTitle" content="某县2023年政府信息公开工作年度报告"/><meta name="PubDate" content="2024-01-19 10:00"/>
<title>某县2023年政府信息公开工作年度报告-某县人民政府</title>
<script type="text/javascript">document.write("<table><tr><td>假</td></tr></table>");</script>
</head><body onload="init()" style="display:none">
<!-- 头部 <table> 开始 -->
<table width="1000" align="center"><tr><td><img src="logo.gif" width="1000" height="120" alt="某县人民政府"></td></tr>
<tr><td><table><tr><td><a href="/">首页</a></td><td><a href="/zw">政务</a></td></tr></table></td></tr>
<tr><td valign=top>
 <form action="/s"><input type="text" name="q" value="请输入关键字"><select><option>全文</option></select></form>
 <table class="xxgk"><tr><td>索 引 号：</td><td>00000-1/2024-00001</td><td>发布机构：</td><td>某县政府办</td></tr>
  <tr><td>名&nbsp;&nbsp;&nbsp;&nbsp;称：</td><td colspan="3">某县2023年政府信息公开工作年度报告</td></tr></table>
 <div class="title"><h1>某县2023年政府信息<br />公开工作年度报告</h1></div>
 <div class="tools">【字体：<a>大</a> <a>小</a>】<span style="display:none;">分享到</span></div>
 <div id="zoom"><?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />
 <P class=MsoNormal style="TEXT-INDENT: 32pt"><SPAN style="FONT-FAMILY: 仿宋">一、总</SPAN><SPAN lang=EN-US><?xml:namespace prefix = o /><o:p></o:p></SPAN><SPAN>体情况</SPAN></P>
 <P>　　全年收到申请<SPAN lang=EN-US>1</SPAN><SPAN lang=EN-US>2</SPAN>件，
    均已办结。</P>
 <TABLE border=1><TBODY>
 <TR><TD width=100 rowSpan=2><P align=center>行政
许可</P></TD><TD><P>数量</P></TD></TR>
 <TR><TD><P><SPAN lang=EN-US>1,024<o:p></o:p></SPAN></P></TD></TR>
 <![if !supportMisalignedColumns]><TR height=0><TD width=100></TD><TD width=60></TD></TR><![endif]>
 </TBODY></TABLE>
 <P align=right>某县人民政府<BR>2024年1月19日</P></div>
</td></tr>
<tr><td class=foot>主办：某县政府办<noscript>请启用脚本</noscript></td></tr></table>
</body></html>`

const portalOutline = `|首页|政务|
|索 引 号：|00000-1/2024-00001|发布机构：|某县政府办|
|名    称：|某县2023年政府信息公开工作年度报告{1×3}|
h1 某县2023年政府信息↵公开工作年度报告
p 【字体：大 小】
p 一、总体情况
p 全年收到申请12件，均已办结。
|行政许可{2×1}|数量|
|1,024|
p 某县人民政府↵2024年1月19日
p 主办：某县政府办
`

func TestReadPortal(t *testing.T) {
	t.Parallel()
	d := read(t, encode(t, simplifiedchinese.GBK, portal))
	if got := outline(d); got != portalOutline {
		t.Errorf("got\n%s\nwant\n%s", got, portalOutline)
	}
	if want := (paper.Field{Name: "PubDate", Value: "2024-01-19 10:00"}); len(d.Fields) != 2 || d.Fields[1] != want {
		t.Errorf("fields %v", d.Fields)
	}
	if len(d.Notices) > 0 {
		t.Errorf("notices %v", d.Notices)
	}
}
