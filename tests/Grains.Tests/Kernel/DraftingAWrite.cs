using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Stock;

namespace Commerce.Grains.Tests.Kernel;

public sealed class DraftingAWrite
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ShopSettings Settings = new();

    [Fact]
    public void Says_the_due_time_when_there_was_none() =>
        Assert.Equal(Later(60), Wake(After(null), Later(60)).Due?.At is { } at ? At(at) : null);

    [Fact]
    public void Leaves_it_unsaid_while_the_stored_one_is_ahead_and_not_too_late()
    {
        var next = Wake(After(Later(2)), Later(60));
        Assert.Null(next.Due);
        Assert.Equal(Milliseconds(Later(2)), next.DueAt);
        Assert.Null(Wake(After(Later(60)), Later(60)).Due);
    }

    [Fact]
    public void Says_it_anew_when_it_is_wanted_earlier() =>
        Assert.Equal(new Due(Milliseconds(Later(30))), Wake(After(Later(60)), Later(30)).Due);

    [Fact]
    public void Says_it_anew_when_the_stored_one_may_have_been_taken_by_a_sweeper()
    {
        Assert.Equal(new Due(Milliseconds(Later(60))), Wake(After(Later(0)), Later(60)).Due);
        Assert.Equal(new Due(Milliseconds(Later(60))), Wake(After(Later(0.99)), Later(60)).Due);
        Assert.Null(Wake(After(Later(1)), Later(60)).Due);
    }

    [Fact]
    public void Says_it_anew_at_another_time_than_before()
    {
        var next = Wake(After(Later(0.5)), Later(0.5));
        Assert.Equal(new Due(Milliseconds(Later(0.5)) + 1), next.Due);
        Assert.Equal(Milliseconds(Later(0.5)) + 1, next.DueAt);
    }

    [Fact]
    public void Says_once_that_nothing_is_due_any_more()
    {
        var next = Wake(After(Later(60)), null);
        Assert.Equal(new Due(null), next.Due);
        Assert.Null(next.DueAt);
        Assert.Null(Wake(next, null).Due);
        Assert.Contains("\"due\":{\"at\":null}", Kit.KernelText.Of(next), StringComparison.Ordinal);
    }

    /// <summary>X-09: what nobody answers is not sent without end at the same pace. A new errand does not wait for an
    /// old one.</summary>
    [Theory]
    [InlineData(0, 10)]
    [InlineData(39, 10)]
    [InlineData(80, 20)]
    [InlineData(1200, 300)]
    [InlineData(86400, 300)]
    public void Sends_an_errand_the_later_again_the_longer_it_has_waited(int seconds, int wait)
    {
        var draft = Draft(After(null));
        draft.Happen([new CounterEvent.Named()], Call.System, Now);
        var old = draft.Seal(Now).Errands;
        var later = Now.AddSeconds(seconds);
        Assert.Equal(later.AddSeconds(wait), PendingErrand.RetryOf(old, Settings, later));
        Assert.Equal(
            later + Settings.ErrandRetry,
            PendingErrand.RetryOf([.. old, old[0] with { Since = later.ToUnixTimeMilliseconds() }], Settings, later));
        Assert.Equal(
            later + Settings.ErrandRetry, PendingErrand.RetryOf([old[0] with { Since = 0 }], Settings, later));
    }

    [Fact]
    public void Is_due_soon_while_an_errand_waits()
    {
        var draft = Draft(After(Later(60)));
        draft.Happen([new CounterEvent.Named()], Call.System, Now);
        var next = draft.Seal(Now);
        Assert.Equal(new Due(Milliseconds(Now + Settings.ErrandRetry)), next.Due);
        Assert.Equal([1L], next.Errands.Select(errand => errand.Number));

        var answered = Draft(next);
        answered.Acknowledge([1]);
        var after = answered.Seal(Now);
        Assert.Empty(after.Errands);
        Assert.Equal((next.Revision, next.Version + 1), (after.Revision, after.Version));
        Assert.Equal(new Due(Milliseconds(Later(60))), after.Due);
    }

    [Fact]
    public void Never_uses_the_number_of_an_errand_again()
    {
        var before = After(null) with { ErrandCount = 7 };
        var draft = Draft(before);
        draft.Happen([new CounterEvent.Named()], Call.System, Now);
        Assert.Equal([8L], draft.ToSend.Select(errand => errand.Number));
        Assert.Equal(8, draft.Seal(Now).ErrandCount);
    }

    [Fact]
    public void Sends_what_is_unanswered_again_before_a_new_errand_and_only_then()
    {
        var question = new AskVerdict(AttemptId.Of("order-a/1"), "stock-a");
        var before = After(null) with { ErrandCount = 7, Errands = [new(7, question)] };
        var silent = Draft(before);
        silent.Happen([new CounterEvent.Added(1)], Call.System, Now);
        Assert.Empty(silent.ToSend);
        var telling = Draft(before);
        telling.Happen([new CounterEvent.Named()], Call.System, Now);
        Assert.Equal([7L, 8L], telling.ToSend.Select(errand => errand.Number));
    }

    [Fact]
    public void Leaves_behind_what_was_copied_once_it_is_stored()
    {
        var draft = Draft(Write(new(), new CounterEvent.Added(1)));
        draft.Happen([new CounterEvent.Named()], Call.System with { Key = new("key", "body") }, Now);
        var written = draft.Seal(Now);
        var settled = written.Settled();
        Assert.Equal([], settled.Events);
        Assert.Null(settled.Rows);
        Assert.Equal(
            (written.State, written.Version, written.Revision, written.DueAt, written.ErrandCount, written.Id),
            (settled.State, settled.Version, settled.Revision, settled.DueAt, settled.ErrandCount, settled.Id));
        Assert.Equal((written.Keys, written.Errands), (settled.Keys, settled.Errands));
    }

    [Fact]
    public void Carries_only_the_tables_whose_rows_changed()
    {
        var added = Write(new(), new CounterEvent.Added(1));
        Assert.Equal(["names", "totals"], NamesOf(added));
        Assert.Equal(["totals"], NamesOf(Write(added, new CounterEvent.Added(1))));
        Assert.Equal(["names"], NamesOf(Write(added, new CounterEvent.Named())));
        Assert.Null(Write(added, new CounterEvent.Woken(Later(9))).Rows);
    }

    [Fact]
    public void Remembers_a_thousand_keys_and_no_more_until_they_are_a_day_old()
    {
        var stored = After(null);
        for (var number = 0; number < KernelLimits.KeysMost; number++)
        {
            var draft = Draft(stored);
            var key = new CallKey($"k{number}", "body");
            Assert.True(draft.HasRoomFor(key, Now));
            draft.Keep(Call.System with { Key = key }, new Outcome<int>.Done(1), Now);
            stored = draft.Seal(Now);
        }

        Assert.Single(stored.Answers);
        Assert.False(Draft(stored).HasRoomFor(new("more", "body"), Now));
        Assert.True(Draft(stored).HasRoomFor(new("own", "body", Kept: false), Now));
        Assert.True(Draft(stored).HasRoomFor(null, Now));
        Assert.True(Draft(stored).HasRoomFor(new("more", "body"), Now.AddHours(24)));
    }

    [Fact]
    public void Lets_keys_go_that_are_a_day_old_when_it_remembers_another()
    {
        var first = Draft(After(null));
        first.Keep(Call.System with { Key = new("old", "body") }, new Outcome<int>.Done(1, 1), Now);
        var stored = first.Seal(Now);
        Assert.Equal(["old", "new"], KeysAfter(stored, Now.AddHours(24).AddMilliseconds(-1)));
        Assert.Equal(["new"], KeysAfter(stored, Now.AddHours(24)));
    }

    [Fact]
    public void Keeps_an_answer_without_what_must_not_lie_in_clear()
    {
        var plan = Counter.Plan with { WithoutSecrets = static _ => 0 };
        var draft = new Draft<CounterState, CounterCommand, CounterEvent, int>(
            plan, Settings, "counter-x", After(null));
        draft.Keep(Call.System with { Key = new("k", "b") }, new Outcome<int>.Done(7, 1), Now);
        var kept = Kit.KernelText.Of(Assert.Single(draft.Seal(Now).Answers));
        Assert.DoesNotContain("7", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void Comes_back_from_its_json_without_what_belonged_to_that_write()
    {
        var draft = Draft(After(null));
        draft.Happen([new CounterEvent.Added(3), new CounterEvent.Named()], Call.System, Now);
        draft.Keep(Call.System with { Key = new("k", "b") }, new Outcome<int>.Refused(Counter.Odd), Now);
        var written = draft.Seal(Now);
        var read = System.Text.Json.JsonSerializer.Deserialize<Stored<CounterState, CounterEvent>>(
            Kit.KernelText.Of(written), KernelJson.Options);
        var kept = written with { Events = [], Rows = null, Answers = [], Due = null };
        Assert.Equal(Kit.KernelText.Of(kept), Kit.KernelText.Of(read));
    }

    private static IEnumerable<string> KeysAfter(Stored<CounterState, CounterEvent> stored, DateTimeOffset now)
    {
        var draft = Draft(stored);
        draft.Keep(Call.System with { Key = new("new", "body") }, new Outcome<int>.Done(1, 1), now);
        return draft.Seal(now).Keys.Select(kept => kept.Key);
    }

    private static DateTimeOffset Later(double minutes) => Now.AddMinutes(minutes);

    private static IEnumerable<string>? NamesOf(Stored<CounterState, CounterEvent> written) =>
        written.Rows?.Tables.Select(table => table.Table);

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset? At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static Stored<CounterState, CounterEvent> After(DateTimeOffset? due) => new()
    {
        Id = "counter-x",
        Version = 4,
        Revision = 3,
        State = new(1, 0, due),
        DueAt = due?.ToUnixTimeMilliseconds(),
    };

    private static Draft<CounterState, CounterCommand, CounterEvent, int> Draft(
        Stored<CounterState, CounterEvent> before) =>
        new(Counter.Plan, Settings, "counter-x", before);

    private static Stored<CounterState, CounterEvent> Wake(
        Stored<CounterState, CounterEvent> before, DateTimeOffset? at) =>
        Write(before, new CounterEvent.Woken(at));

    private static Stored<CounterState, CounterEvent> Write(
        Stored<CounterState, CounterEvent> before, CounterEvent happened)
    {
        var draft = Draft(before);
        draft.Happen([happened], Call.System, Now);
        return draft.Seal(Now);
    }
}
