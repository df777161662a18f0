package organ

import "testing"

func TestCompare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b string
		want Match
	}{
		{"淮安市人民政府", "淮安市人民政府", Same},
		{"淮安市政府", "淮安市 人民政府", Same},
		{"柞水縣鳳凰鎮人民政府", "柞水县凤凰镇", Same},
		{"淮安市发展改革委", "淮安市发展和改革委员会", Same},
		{"沐坪县卫健局", "沐坪县卫生健康局", Same},
		{"大冶市自然资源规划局", "大冶市自然资源和规划局", Same},
		{"教育部", "中华人民共和国教育部", Same},
		{"淮安市人民政府外事办公室", "淮安市外事办公室", Same},

		{"西大沟镇", "乌苏市西大沟镇人民政府", Completes},
		{"中山街道", "石家庄市桥西区中山街道办事处", Completes},
		{"桥西区中山街道办事处", "石家庄市桥西区中山街道办事处", Completes},
		{"洞头区北岙街道办事处", "温州市洞头区北岙街道", Completes},
		{"沭阳县人民政府", "江苏省宿迁市沭阳县人民政府", Completes},
		{"乌苏市西大沟镇", "塔城地区西大沟镇人民政府", Completes},
		{"国家税务总局沭阳县税务局", "国家税务总局宿迁市沭阳县税务局", Completes},
		{"沭阳县税务局", "国家税务总局沭阳县税务局", Completes},

		{"市政府办公厅", "上海市人民政府办公厅", Possible},
		{"区统计局", "威海市文登区统计局", Possible},
		{"统计局", "威海市文登区统计局", Possible},
		{"市统计局", "市统计局", Possible},
		{"高新区社会发展局", "石家庄高新技术产业开发区社会发展局", Possible},

		{"淮安市生态环境局洪泽分局", "淮安市生态环境局淮阴分局", Different},
		{"淮安市人民政府驻北京办事处", "淮安市人民政府驻上海办事处", Different},
		{"西区人民政府", "桥西区人民政府", Different},
		{"乌苏市西大沟镇", "奎屯市西大沟镇", Different},
		{"上海市人民政府", "上海市人民政府办公厅", Different},
		{"淮安市统计局", "宿迁市统计局", Different},
		{"淮安市统计局", "淮安市审计局", Different},
		{"淮安市人民政府", "淮安市洪泽区人民政府", Different},
		{"国家统计局淮安市调查队", "国家能源局淮安市调查队", Different},
		{"凤凰镇人民政府", "凤凰县人民政府", Different},
		{"", "", Different},
		{"", "淮安市人民政府", Different},
	}
	for _, test := range tests {
		if got := Compare(test.a, test.b); got != test.want {
			t.Errorf("Compare(%s, %s) = %d, want %d", test.a, test.b, got, test.want)
		}
		if got := Compare(test.b, test.a); got != test.want {
			t.Errorf("Compare(%s, %s) = %d, want %d", test.b, test.a, got, test.want)
		}
		if got := SameBody(test.a, test.b); got != (test.want >= Completes) {
			t.Errorf("SameBody(%s, %s) = %v", test.a, test.b, got)
		}
	}
}

func TestFullest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		title string
		names []string
		want  string
	}{
		{"西大沟镇", []string{"乌苏市西大沟镇人民政府"}, "乌苏市西大沟镇人民政府"},
		{"西大沟镇", []string{"西大沟镇人民政府", "乌苏市西大沟镇人民政府", "乌苏市人民政府"}, "乌苏市西大沟镇人民政府"},
		{"区统计局", []string{"文登区统计局", "文登区审计局"}, "文登区统计局"},
		{"淮安市人民政府", []string{"淮安市人民政府办公室"}, "淮安市人民政府"},
		{"淮安市", []string{"淮安市人民政府"}, "淮安市人民政府"},
		{"乌苏市西大沟镇人民政府", []string{"西大沟镇"}, "乌苏市西大沟镇人民政府"},
		{"测试市", nil, "测试市"},
	}
	for _, test := range tests {
		if got := Fullest(test.title, test.names...); got != test.want {
			t.Errorf("Fullest(%s, %v) = %s, want %s", test.title, test.names, got, test.want)
		}
	}
}
