using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Faults;

/// <summary>Says what each write and each call of the gateway comes to.</summary>
internal interface IFaultPlan
{
    Fault OfWrite(string name, GrainId grain);

    Fault OfCall(string name);
}

/// <summary>One write fails: the n-th from now.</summary>
internal sealed class OneWrite(int number, Fault fault) : IFaultPlan
{
    private int count;

    /// <summary>Which write it was; null: there were not that many.</summary>
    public string? Struck { get; private set; }

    public Fault OfWrite(string name, GrainId grain)
    {
        if (++count != number) return Fault.None;
        Struck = $"write {number}, of {grain}";
        return fault;
    }

    public Fault OfCall(string name) => Fault.None;
}

/// <summary>One call of the gateway fails: the n-th from now.</summary>
internal sealed class OneCall(int number, Fault fault) : IFaultPlan
{
    private int count;

    /// <summary>Which call it was; null: there were not that many.</summary>
    public string? Struck { get; private set; }

    public Fault OfWrite(string name, GrainId grain) => Fault.None;

    public Fault OfCall(string name)
    {
        if (++count != number) return Fault.None;
        Struck = $"call {number}, {name}";
        return fault;
    }
}

/// <summary>The first, third, fifth … write of every entity fails, and so does every such call of the
/// gateway.</summary>
internal sealed class EveryOther(Fault fault) : IFaultPlan
{
    private readonly Dictionary<string, int> counts = [];

    /// <summary>How often it struck.</summary>
    public int Strikes { get; private set; }

    public Fault OfWrite(string name, GrainId grain) => Next(grain.ToString());

    public Fault OfCall(string name) => Next("gateway");

    private Fault Next(string who)
    {
        var count = counts[who] = counts.GetValueOrDefault(who) + 1;
        if (count % 2 == 0) return Fault.None;
        Strikes++;
        return fault;
    }
}

/// <summary>Nothing fails; something else happens as soon as one kind of entity is first written.</summary>
internal sealed class Meanwhile(string entity, Func<Task> other) : IFaultPlan
{
    private Task? begun;

    public Fault OfWrite(string name, GrainId grain)
    {
        if (grain.ToString().StartsWith(entity, StringComparison.Ordinal)) begun ??= other();
        return Fault.None;
    }

    public Fault OfCall(string name) => Fault.None;
}
