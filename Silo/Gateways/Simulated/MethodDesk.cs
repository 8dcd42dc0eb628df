using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Simulated;

/// <summary>What the simulated gateway does with kept payment methods, inside one transaction of its ledger.</summary>
internal sealed class MethodDesk(Desk desk)
{
    public const string Unheard = "payment_method_unknown";

    /// <summary>Keeps a method for a customer. Not one of somebody else's, nor one forgotten.</summary>
    public GatewayReply<MethodFact> Keep(KeepMethodRequest request) => desk.Once<MethodFact>(
        new("keep", request.Key, $"{request.Owner}\n{request.Method}\n{request.Customer}"),
        new MethodFact.Rejected(Desk.Misused),
        _ => Kept(request));

    /// <summary>Forgets a method; one that nobody knows is forgotten already.</summary>
    public GatewayReply<MethodFact> Forget(string method, string key) => desk.Once<MethodFact>(
        new("forget", key, method),
        new MethodFact.Rejected(Desk.Misused),
        _ =>
        {
            if (desk.Ledger.Method(method) is { } known)
                desk.Ledger.Put(known with { Forgotten = true, Customer = null });
            return new(new MethodFact.Forgotten(), method);
        });

    private Done<MethodFact> Kept(KeepMethodRequest request)
    {
        var customer = request.Customer ?? "cus_" + Desk.Hash(request.Owner)[..14];
        var known = desk.Ledger.Method(request.Method);
        if (known is null && SimulatedCard.Of(request.Method) is null) return Rejected();
        if (known is { Forgotten: true } || (known?.Customer is { } other && other != customer)) return Rejected();

        known ??= new() { Id = "pm_" + Desk.Hash(request.Key, "method")[..24], Card = request.Method };
        desk.Ledger.Put(known with { Customer = customer });
        return new(new MethodFact.Kept(known.Id, customer), known.Id);
    }

    private static Done<MethodFact> Rejected() => new(new MethodFact.Rejected(Unheard));
}
