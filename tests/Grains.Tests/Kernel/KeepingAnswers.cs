using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Kernel;

/// <summary>Which answers a repeat finds in the table of answers.</summary>
public sealed class KeepingAnswers
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Keeps_a_yes_for_a_clients_key_alone(bool clients, bool isKept) =>
        Assert.Equal((isKept, isKept), Kept(clients, new Outcome<int>.Done(5, 1)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keeps_a_no_for_any_key(bool clients) => Assert.Equal((true, true), Kept(clients, Counter.Odd));

    private static (bool Marked, bool Written) Kept(bool clients, Outcome<int> outcome)
    {
        var draft = new Draft<CounterState, CounterCommand, CounterEvent, int>(
            Counter.Plan, new(), "counter-x", new());
        draft.Happen([new CounterEvent.Added(13)], Call.System, Now);
        draft.Keep(Call.System with { Key = new("key", "body", clients) }, outcome, Now);
        var written = draft.Seal(Now);
        return (Assert.Single(written.Keys).Kept, written.Answers.Any(answer => answer.Key == "key"));
    }
}
