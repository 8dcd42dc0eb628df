using System.Text.Json;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Books;

/// <summary>One entity from its beginning to its end: its machine, and a gateway that keeps its own books. Only what
/// the shop's shells do by themselves is done here.</summary>
/// <param name="key">The entity's.</param>
/// <param name="rules">What it does.</param>
/// <param name="settings">The shop's.</param>
internal abstract class Course<TState, TCommand, TEvent, TView, TErrand>(
    string key, Blueprint<TState, TCommand, TEvent, TView> rules, ShopSettings settings) : ICourse
    where TState : class
    where TEvent : class
    where TErrand : Errand
{
    private const int RoundsMost = 90;

    private readonly List<TErrand> errands = [];

    public ManualClock Clock { get; } = new();

    public CountedGateway Gateway => field ??= new(Clock);

    public TState State { get; private set; } = rules.Initial;

    /// <summary>Everything that happened so far.</summary>
    public List<TEvent> Happened { get; } = [];

    public string Story => KernelText.OfAll(Happened);

    public IEnumerable<string> Names => Happened.Select(one => one.GetType().Name);

    public bool HasErrands => errands.Count > 0;

    public ShopSettings Settings => settings;

    /// <summary>From now on the gateway answers at once, and says yes.</summary>
    protected bool IsCalm { get; private set; }

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected Blueprint<TState, TCommand, TEvent, TView> Rules => rules;

    protected GatewayInquiry Inquiries => field ??= new(Gateway, new(Clock, settings));

    /// <summary>When it is looked at next; null: all is done.</summary>
    protected virtual DateTimeOffset? NextLook => rules.DueAt(State);

    /// <summary>Does what a command asks for, stores what it came to, and reads it again; false: nothing
    /// happened.</summary>
    public bool Do(TCommand command)
    {
        if (rules.Decide(State, command, Now) is not Decision<TEvent>.Accepted(var events, _)) return false;
        foreach (var happened in events)
        {
            State = rules.Evolve(State, happened);
            Happened.Add(happened);
            errands.AddRange(rules.Errands(key, State, happened).OfType<TErrand>());
        }

        var text = KernelText.Of(State);
        State = KernelText.Read<TState>(JsonElement.Parse(text));
        Assert.Equal(text, KernelText.Of(State));
        return true;
    }

    /// <summary>The same; false: it was refused.</summary>
    protected Task<bool> Take(TCommand command)
    {
        var taken = rules.Decide(State, command, Now) is not Decision<TEvent>.Refused;
        Do(command);
        return Task.FromResult(taken);
    }

    /// <summary>Delivers an errand; what the gateway does not answer is delivered again.</summary>
    public async Task Deliver(int place = 0)
    {
        if (errands.Count == 0) return;
        var errand = errands[place];
        errands.RemoveAt(place);
        if (!await IsDelivered(errand)) errands.Add(errand);
    }

    public Task DeliverOne(Random random) => Deliver(random.Next(errands.Count));

    /// <summary>Asks what is due to be asked now.</summary>
    public async Task Look()
    {
        foreach (var question in rules.Questions(key, State, Now).OfType<TErrand>()) await IsDelivered(question);
    }

    /// <summary>Everything that is under way comes to its end.</summary>
    public async Task ComeToRest()
    {
        IsCalm = true;
        await BeforeRest();
        for (var round = 0; round < RoundsMost; round++)
        {
            for (var left = errands.Count; left > 0; left--) await Deliver();
            var next = NextLook;
            if (!HasErrands && next is null) return;
            var soonest = Now + settings.LookAgain;
            Clock.SetUtcNow(!HasErrands && next > soonest ? next.Value : soonest);
            TimeWentBy();
            await Look();
        }

        throw new InvalidOperationException("It never comes to rest.");
    }

    /// <summary>What is told again once all is calm.</summary>
    protected virtual Task BeforeRest() => Task.CompletedTask;

    /// <summary>What others do by themselves when time goes by.</summary>
    protected virtual void TimeWentBy()
    {
    }

    protected abstract Task<bool> IsDelivered(TErrand errand);

    /// <summary>A gateway that does not answer says nothing.</summary>
    protected static async Task<bool> Heard(Func<Task> question)
    {
        try
        {
            await question();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
