using Commerce.Grains.Kernel;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Customers.CustomerState;

namespace Commerce.Grains.Customers;

/// <summary>The payment methods that a customer can pay with again (CHK-12, PAY-16, PAY-17): pure. Word of one may come
/// twice and late: what failed stays failed, and what is gone does not come back.</summary>
internal static class SavedMethodRules
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    public static Decision<CustomerEvent> Decide(Known known, CustomerCommand command, DateTimeOffset now) =>
        command switch
        {
            KeepMethod keep => Decide(known, keep),
            DropMethod(var id) => MethodOf(known, id) is null ? Already.Done : new MethodDropped(id, now),
            SettleMethod settle => Decide(known, settle, now),
            MarkFailed(var id) => MethodOf(known, id) is { Failed: false } ? new MethodFailed(id) : Already.Done,
            _ => NotAllowed.When(known, command),
        };

    public static Known Evolve(Known known, CustomerEvent happened) => happened switch
    {
        MethodKept e => known with
        {
            Methods = [.. known.Methods.Where(method => method.Id != e.Method.Id), e.Method],
            GatewayCustomer = e.GatewayCustomer,
        },
        MethodDropped e => known with
        {
            Methods = known.Methods.RemoveAll(method => method.Id == e.Id),
            Dropped = [.. known.Dropped.Append(new(e.Id, e.At)).TakeLast(CustomerLimits.DroppedMost)],
        },
        MethodForgotten e => known with { Dropped = Asked(known, e.Id, null) },
        MethodNeeded e => known with { Dropped = Asked(known, e.Id, e.AskAt) },
        MethodFailed e => known with
        {
            Methods = [.. known.Methods.Select(method => method.Id == e.Id ? method with { Failed = true } : method)],
        },
        _ => throw new ImpossibleHistoryException(known, happened),
    };

    /// <summary>When it is seen next whether the gateway can forget a method; null: there is none.</summary>
    public static DateTimeOffset? AskAt(CustomerState state) =>
        state is Known known ? known.Dropped.Min(method => method.AskAt) : null;

    /// <summary>What is to be forgotten now, unless an order needs it.</summary>
    public static IEnumerable<CustomerErrand> Questions(
        CustomerId customer, CustomerState state, DateTimeOffset now) => state is Known known
            ? known.Dropped.Where(method => method.AskAt <= now)
                .Select(method => new CustomerErrand.ForgetMethod(customer, method.Id))
            : [];

    /// <summary>What paying with a method needs to know.</summary>
    public static PaymentTerms TermsOf(CustomerState state, string method, ShopSettings settings)
    {
        if (state is not Known known) return new(KeepsMethods: false, GatewayCustomer: null, Failed: false);
        var saved = MethodOf(known, method);
        return new(
            known.SavesMethods && settings.SaveCards,
            saved is null ? null : saved.Customer ?? known.GatewayCustomer,
            saved is { Failed: true });
    }

    private static Decision<CustomerEvent> Decide(Known known, KeepMethod keep)
    {
        var id = keep.Method.Id;
        if (MethodOf(known, id) is { } there && (there.Failed || there == keep.Method)) return Already.Done;
        if (known.Dropped.Any(method => method.Id == id)) return Already.Done;
        if (!known.SavesMethods || keep.PaidAt < known.ConsentedAt) return new ConsentMissing();
        if (MethodOf(known, id) is null && known.Methods.Length >= CustomerLimits.MethodsMost)
            return new AccountFull("payment methods", CustomerLimits.MethodsMost);
        return new MethodKept(keep.Method, keep.GatewayCustomer);
    }

    private static Decision<CustomerEvent> Decide(Known known, SettleMethod settle, DateTimeOffset now)
    {
        if (known.Dropped.FirstOrDefault(method => method.Id == settle.Id) is not { AskAt: { } askAt })
            return Already.Done;
        if (settle.Forgotten) return new MethodForgotten(settle.Id);
        return askAt <= now ? new MethodNeeded(settle.Id, now + Daily) : Already.Done;
    }

    private static ImmutableArray<DroppedMethod> Asked(Known known, string id, DateTimeOffset? at) =>
        [.. known.Dropped.Select(method => method.Id == id ? method with { AskAt = at } : method)];

    private static SavedMethod? MethodOf(Known known, string id) =>
        known.Methods.FirstOrDefault(method => method.Id == id);
}

/// <summary>What paying with a method needs to know of a customer (CHK-12).</summary>
/// <param name="KeepsMethods">Whether methods are kept for them.</param>
/// <param name="GatewayCustomer">What the gateway calls whose method it is; null: it is not one of theirs.</param>
/// <param name="Failed">Whether it is theirs and was declined: it is not used again (PAY-16).</param>
[GenerateSerializer, Immutable, Alias("payment-terms")]
public sealed record PaymentTerms(bool KeepsMethods, string? GatewayCustomer, bool Failed);

/// <summary>What a customer asks of others.</summary>
/// <param name="Receiver">Who is asked.</param>
[GenerateSerializer, Immutable, Alias("customer-errand")]
internal abstract record CustomerErrand(string Receiver) : Errand(Receiver)
{
    /// <summary>A question: can the gateway forget a method (PAY-17)?</summary>
    [GenerateSerializer, Immutable, Alias("customer-errand.forget-method")]
    public sealed record ForgetMethod(CustomerId Customer, string Method) : CustomerErrand($"gateway/{Method}");
}
