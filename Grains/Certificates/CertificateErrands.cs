using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using static Commerce.Grains.Certificates.CertificateEvent;

namespace Commerce.Grains.Certificates;

/// <summary>What a certificate has to tell or ask others.</summary>
/// <param name="Receiver">Who is told.</param>
[GenerateSerializer, Immutable, Alias("certificate-errand")]
internal abstract record CertificateErrand(string Receiver) : Errand(Receiver)
{
    /// <summary>A question: what became of an attempt that holds money?</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.ask-verdict")]
    public sealed record AskVerdict(CertificateId Certificate, AttemptId Attempt)
        : CertificateErrand(Attempt.Order.Value);

    /// <summary>A question: what became of the payment?</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.ask-gateway")]
    public sealed record AskGateway(CertificateId Certificate) : CertificateErrand($"gateway/{Certificate.Value}");

    /// <summary>A question: has the money that was taken settled?</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.ask-payment")]
    public sealed record AskPayment(CertificateId Certificate) : CertificateErrand($"gateway/{Certificate.Value}");

    /// <summary>It is a customer's from now on.</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.give")]
    public sealed record Give(CertificateId Certificate, CustomerId Owner) : CertificateErrand(Owner.Value);

    /// <summary>A kept method of its buyer was declined: it is not offered again (PAY-16).</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.mark-method-failed")]
    public sealed record MarkMethodFailed(CustomerId Buyer, string Method) : CertificateErrand(Buyer.Value);

    /// <summary>Promised money is to be taken.</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.take-money")]
    public sealed record TakeMoney(CertificateId Certificate) : CertificateErrand($"gateway/{Certificate.Value}");

    /// <summary>Money that must not stay is to be cancelled or given back.</summary>
    [GenerateSerializer, Immutable, Alias("certificate-errand.return-money")]
    public sealed record ReturnMoney(CertificateId Certificate) : CertificateErrand($"gateway/{Certificate.Value}");
}

/// <summary>What others must hear when something happens to a certificate.</summary>
internal static class CertificateErrands
{
    public static ImmutableArray<Errand> Of(CertificateId id, CertificateState state, CertificateEvent happened) =>
        happened switch
        {
            Issued e => [new CertificateErrand.Give(id, e.Owner)],
            Claimed e => [new CertificateErrand.Give(id, e.Owner)],
            PaymentAuthorized => [new CertificateErrand.TakeMoney(id)],
            PaymentRefused { Declined: { } why } when FailedMethods.IsFailure(why)
                && CertificateMachine.CoreOf(state) is
                { PurchasedBy: { } buyer, PaidWith.Request: { Customer: not null } request } =>
                        [new CertificateErrand.MarkMethodFailed(buyer, request.Method)],
            StrayMoneyFound => [new CertificateErrand.ReturnMoney(id)],
            MoneyLost e when PromisedMoney.MayStand(e.Why) => [new CertificateErrand.ReturnMoney(id)],
            Released e => GiveAgain(id, state, e.Amount, e.At),
            Reinstated e => GiveAgain(id, state, e.Amount, e.At),
            ExpirySet e => GiveAgain(id, state, null, e.At),
            _ => [],
        };

    // While nothing could be spent of it, it may have made room in its owner's account.
    private static ImmutableArray<Errand> GiveAgain(
        CertificateId id, CertificateState state, Money? back, DateTimeOffset now) =>
        state is CertificateState.Valid { Core: { Owner: { } owner } core }
        && core.UsableAt(now) is { IsPositive: true } usable && (back is not { } amount || usable <= amount)
            ? [new CertificateErrand.Give(id, owner)]
            : [];

    /// <summary>An attempt whose hold is about to end cannot be confirmed any more: asking about it kills nothing that
    /// lives. A payment in doubt is asked about when its time has come (SCH-09).</summary>
    public static ImmutableArray<Errand> QuestionsOf(
        CertificateId id, CertificateState state, DateTimeOffset now, ShopSettings settings)
    {
        if (CertificateMachine.CoreOf(state) is not { } core) return [];
        var held = core.Uses.Where(
            use => use.Status == UsageStatus.Held && use.Until < now + settings.HoldMargin);
        var payment = state is CertificateState.Confirmed && now >= core.PaidWith!.AskAt;
        return
        [
            .. held.Select(use => new CertificateErrand.AskVerdict(id, use.Attempt)),
            .. payment ? (ImmutableArray<Errand>)[new CertificateErrand.AskGateway(id)] : [],
            .. core.PaidWith?.Return?.AskAt <= now
                ? (ImmutableArray<Errand>)[new CertificateErrand.ReturnMoney(id)]
                : [],
            .. core.PaidWith?.Trail.AskAt <= now ? (ImmutableArray<Errand>)[new CertificateErrand.AskPayment(id)] : [],
        ];
    }
}

/// <summary>Delivers a certificate's errands, and brings verdicts and facts back to it.</summary>
internal sealed class CertificateCourier(
    IGrainFactory grains, GatewayInquiry gateway, CertificateTill till, CertificateRoom room) : ICourier
{
    public bool Carries(Errand errand) => errand is CertificateErrand;

    public async Task<bool> Deliver(Errand errand)
    {
        switch (errand)
        {
            case CertificateErrand.AskVerdict e:
                var verdict = await grains.GetGrain<IOrderGrain>(e.Attempt.Order.Value).Verdict(e.Attempt);
                if (verdict == Verdict.Paid) await Certificate(e.Certificate).Commit(e.Attempt);
                if (verdict == Verdict.Dead) await Certificate(e.Certificate).Release(e.Attempt);
                return true;
            case CertificateErrand.Give e:
                return await room.Give(e.Certificate, e.Owner);
            case CertificateErrand.MarkMethodFailed e:
                return await grains.GetGrain<ICustomerGrain>(e.Buyer.Value).MarkFailed(new(e.Method), Call.System)
                    is not Outcome<CustomerView>.Refused { Why.Kind: RefusalKind.Unavailable };
            case CertificateErrand.AskGateway e:
                await till.Ask(e.Certificate, Call.System, present: false);
                return true;
            case CertificateErrand.AskPayment e:
                if (await Certificate(e.Certificate).Inquiry() is { PaymentId: { } payment })
                {
                    await Certificate(e.Certificate).Learn(
                        new(await gateway.Read(payment), Present: false), Call.System);
                }

                return true;
            case CertificateErrand.TakeMoney e:
                return await till.Take(e.Certificate);
            case CertificateErrand.ReturnMoney e:
                return await till.ReturnMoney(e.Certificate);
            default:
                throw new System.Diagnostics.UnreachableException(errand.GetType().Name);
        }
    }

    private ICertificateGrain Certificate(CertificateId id) => grains.GetGrain<ICertificateGrain>(id.Value);
}
