package demo

import (
	"context"
	"fmt"

	"gongkai/law/problem"
	"gongkai/office/store"
)

// unfilledAdvice is what can be done with what was begun and not ended.
const unfilledAdvice = "请删除演示用的数据文件夹（PostgreSQL的另建一个空数据库），再启动"

// Ready says whether the records are to be filled: true where there are none,
// false where the demonstration is there already. Records of an office, and a
// demonstration that was broken off, are a problem that says what was found and
// what to do; nothing is changed.
func Ready(ctx context.Context, s *store.Store) (empty bool, err error) {
	demo, err := s.Demo(ctx)
	if err != nil {
		return false, err
	}
	organs, accounts, err := s.Holds(ctx)
	switch {
	case err != nil:
		return false, err
	case demo == store.DemoFilled:
		return false, nil
	case demo == store.DemoFilling:
		return false, problem.Conflict("这个数据库里的演示数据没有填完，可能是上次填充时中断了").Try(unfilledAdvice)
	case organs == 0 && accounts == 0:
		return true, nil
	}
	return false, problem.Refused("这个数据库里有真实的数据：机关%d个，账号%d个%s", organs, accounts, firstOf(ctx, s)).
		Try("演示数据不能填到里面，什么也没有改动。请不写 -data 和 -db，用演示自己的文件夹，或者指定一个空的数据库")
}

// firstOf names the topmost organ, so that people know whose data it is.
func firstOf(ctx context.Context, s *store.Store) string {
	all, err := s.Organs(ctx)
	if err != nil || len(all) == 0 {
		return ""
	}
	return fmt.Sprintf("，最上级机关是“%s”", all[0].Name)
}

// A Login is an account of the demonstration for somebody to try.
type Login struct{ Login, Name, Organ, Post string }

// shownKeys are the organs whose people are shown first.
var shownKeys = []string{county, "zhengwu", "shijian", seedTown}

// Logins lists the accounts to begin with: all that work at four organs, who
// sees them from above, and the three administrators. What has been closed or
// renamed since is as it is now.
func Logins(ctx context.Context, s *store.Store) (all []Login, err error) {
	accounts, err := s.Accounts(ctx, 0)
	if err != nil {
		return nil, err
	}
	organs, err := s.Organs(ctx)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, o := range organs {
		names[int64(o.ID)] = o.Name
	}
	known := map[string]store.Account{}
	for _, a := range accounts {
		known[a.Login] = a
	}
	for _, login := range shownLogins() {
		a, ok := known[login]
		if !ok || a.Disabled || len(a.Posts) == 0 {
			continue
		}
		all = append(all, Login{a.Login, a.Name, names[int64(a.Organ)], a.Posts[0].Role.Label()})
	}
	return all, nil
}

func shownLogins() (logins []string) {
	f := &filling{by: map[string]*office{}}
	f.meet()
	for _, key := range shownKeys {
		o := f.of(key)
		logins = append(logins, o.clerk.login, o.reviewer.login, o.approver.login)
		if key == county {
			logins = append(logins, o.counter.login, o.handler.login, f.viewer.login)
		}
	}
	logins = append(logins, f.of(overdueTown).clerk.login)
	return append(logins, adminLogins[:]...)
}
