using Commerce.Grains.Kernel;

namespace Commerce.Kit;

/// <summary>Starts sentences about a machine: given what happened, when a command comes, then this.</summary>
internal static class Spec
{
    /// <summary>About this machine, at this time.</summary>
    public static Spec<TState, TCommand, TEvent, TView> Of<TState, TCommand, TEvent, TView>(
        Blueprint<TState, TCommand, TEvent, TView> blueprint, DateTimeOffset now) where TState : class =>
        new(blueprint, now, blueprint.Initial);

    /// <summary>The pairs that make something happen when the same command comes again at once; there should be
    /// none.</summary>
    public static IReadOnlyList<string> HappeningTwice<TState, TCommand, TEvent, TView>(
        Blueprint<TState, TCommand, TEvent, TView> blueprint,
        DateTimeOffset now,
        IEnumerable<TState> states,
        IEnumerable<TCommand> commands) where TState : class
    {
        var all = commands.ToList();
        return [.. from state in states
                   from command in all
                   let first = blueprint.Decide(state, command, now) as Decision<TEvent>.Accepted
                   where first is not null
                   let after = first.Events.Aggregate(state, blueprint.Evolve)
                   where blueprint.Decide(after, command, now) is Decision<TEvent>.Accepted
                   select $"{state.GetType().Name} × {command!.GetType().Name}"];
    }
}

/// <summary>A sentence up to what is given.</summary>
internal sealed record Spec<TState, TCommand, TEvent, TView>(
    Blueprint<TState, TCommand, TEvent, TView> Blueprint, DateTimeOffset Now, TState State) where TState : class
{
    /// <summary>These happened before.</summary>
    public Spec<TState, TCommand, TEvent, TView> Given(params IEnumerable<TEvent> happened) =>
        this with { State = happened.Aggregate(State, Blueprint.Evolve) };

    /// <summary>These were carried out before, whatever they made happen.</summary>
    public Spec<TState, TCommand, TEvent, TView> GivenDone(params IEnumerable<TCommand> commands) =>
        commands.Aggregate(this, (spec, command) => spec.When(command).Accepted());

    /// <summary>It is this time now.</summary>
    public Spec<TState, TCommand, TEvent, TView> At(DateTimeOffset now) => this with { Now = now };

    /// <summary>This command comes.</summary>
    public Told<TState, TCommand, TEvent, TView> When(TCommand command) =>
        new(this, Blueprint.Decide(State, command, Now));
}

/// <summary>A sentence whose end is to be checked.</summary>
internal sealed record Told<TState, TCommand, TEvent, TView>(
    Spec<TState, TCommand, TEvent, TView> Spec, Decision<TEvent> Decision) where TState : class
{
    /// <summary>Exactly these happen, and the caller hears yes.</summary>
    public Spec<TState, TCommand, TEvent, TView> Then(params IEnumerable<TEvent> expected) => Then(null, expected);

    /// <summary>Exactly these happen, and the caller hears this no.</summary>
    public Spec<TState, TCommand, TEvent, TView> ThenAnswering(Refusal answer, params IEnumerable<TEvent> expected) =>
        Then(answer, expected);

    /// <summary>No, for exactly this reason, and nothing happens.</summary>
    public void ThenRefused(Refusal expected)
    {
        var refused = Assert.IsType<Decision<TEvent>.Refused>(Decision);
        Assert.Equal(KernelText.Of(expected), KernelText.Of(refused.Why));
    }

    /// <summary>No, for a reason of this type, and nothing happens.</summary>
    public TRefusal ThenRefused<TRefusal>() where TRefusal : Refusal =>
        Assert.IsType<TRefusal>(Assert.IsType<Decision<TEvent>.Refused>(Decision).Why);

    /// <summary>It was done before: nothing happens, and the answer is yes, or the no that was given then.</summary>
    public void ThenNothingNew(Refusal? answer = null)
    {
        var unchanged = Assert.IsType<Decision<TEvent>.Unchanged>(Decision);
        Assert.Equal(KernelText.Of(answer), KernelText.Of(unchanged.Answer));
    }

    /// <summary>Goes on after whatever it came to, which must not be a refusal.</summary>
    public Spec<TState, TCommand, TEvent, TView> Accepted() => Decision switch
    {
        Decision<TEvent>.Accepted accepted => Spec.Given(accepted.Events),
        Decision<TEvent>.Unchanged => Spec,
        _ => throw new Xunit.Sdk.XunitException($"Refused: {Decision}"),
    };

    private Spec<TState, TCommand, TEvent, TView> Then(Refusal? answer, IEnumerable<TEvent> expected)
    {
        var accepted = Assert.IsType<Decision<TEvent>.Accepted>(Decision);
        Assert.Equal(KernelText.OfAll(expected), KernelText.OfAll(accepted.Events));
        Assert.Equal(KernelText.Of(answer), KernelText.Of(accepted.Answer));
        return Spec.Given(accepted.Events);
    }
}
