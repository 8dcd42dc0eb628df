using Commerce.Simulation.Covering;
using Commerce.Simulation.Running;

namespace Commerce.Simulation.World;

/// <summary>What a write comes to.</summary>
internal enum StoreFault
{
    None,
    ThrowsBefore,
    ThrowsAfter,
    Slow,
}

/// <summary>What goes wrong, and how often.</summary>
internal sealed class Weather(Plan plan, Chance chance, Coverage coverage)
{
    /// <summary>How wrong the shop's clock can be, to either side.</summary>
    public static readonly TimeSpan SkewMost = TimeSpan.FromMinutes(2);

    // What the gateway itself decides is not chosen here, but counted.
    private static readonly Dictionary<string, GatewayFault[]> Possible = GatewaySteps.All.ToDictionary(
        step => step, step => GatewaySteps.FaultsOf(step).Where(CanBeChosen(step)).ToArray());

    private static readonly StoreFault[] StoreFaults = Enum.GetValues<StoreFault>()[1..];

    /// <summary>From now on nothing goes wrong any more.</summary>
    public bool IsCalm { get; set; }

    public StoreFault OfWrite(string entity)
    {
        var fault = Strikes(plan.StoreFaults) ? chance.Of(StoreFaults) : StoreFault.None;
        if (fault != StoreFault.None) coverage.Count("store", $"{entity} {fault}");
        return fault;
    }

    public bool OfRead(string entity)
    {
        var fails = Strikes(plan.StoreFaults / 4);
        if (fails) coverage.Count("store", $"{entity} Unread");
        return fails;
    }

    /// <summary>Of two faults that could strike, the one that struck here less often does.</summary>
    public GatewayFault OfCall(string step)
    {
        var fault = GatewayFault.None;
        if (Strikes(GatewaySteps.Often(step, plan.GatewayFaults)))
        {
            var (one, other) = (chance.Of(Possible[step]), chance.Of(Possible[step]));
            fault = Times(step, one) <= Times(step, other) ? one : other;
        }

        if (fault != GatewayFault.Declined) coverage.Count("gateway", $"{step} {fault}");
        return fault;
    }

    /// <summary>The gateway said no.</summary>
    public void Declines(string step) => coverage.Count("gateway", $"{step} {GatewayFault.Declined}");

    /// <summary>Whether a write is lost whose process died.</summary>
    public bool LosesWrite() => chance.Percent(50);

    public TimeSpan Slowness() => chance.Within(TimeSpan.FromSeconds(45));

    /// <summary>How long a late request is on its way: never so long that 'nothing found' would be believed.</summary>
    public TimeSpan Lateness() => TimeSpan.FromSeconds(21) + chance.Within(TimeSpan.FromMinutes(9));

    public TimeSpan Latency() => chance.Within(TimeSpan.FromMilliseconds(400));

    public TimeSpan SlowAnswer() => chance.Within(TimeSpan.FromSeconds(30));

    public bool Crashes() => Strikes(plan.Crashes);

    public bool LosesActivation() => Strikes(plan.LostActivations);

    public bool DoublesActivation() => Strikes(plan.LostActivations);

    public bool JumpsClock() => Strikes(plan.Jumps);

    public bool Stalls() => Strikes(plan.Jumps / 4);

    public bool MailFails() => Strikes(plan.MailFaults);

    public bool HintFails() => Strikes(plan.HintFaults);

    private long Times(string step, GatewayFault fault) => coverage.Of("gateway", $"{step} {fault}");

    // Of these the cards decide; to take promised money, or to give it back at once, none of them says no.
    private static Func<GatewayFault, bool> CanBeChosen(string step) =>
        fault => fault != GatewayFault.Declined || step is GatewaySteps.Capture or GatewaySteps.Refund;

    private bool Strikes(int inAMillion) => !IsCalm && chance.Hits(inAMillion);
}
