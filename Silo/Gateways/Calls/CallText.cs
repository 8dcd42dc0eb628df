using Commerce.Grains.Payments;

namespace Commerce.Silo.Gateways.Calls;

/// <summary>What a call came to, in a few words: pure.</summary>
internal static class CallText
{
    public static string Of(PaymentFact fact) => fact switch
    {
        PaymentFact.Approved f => $"approved, {(f.Open ? "open" : "over")}: {f.Amount}, taken {f.Captured}, given back "
            + $"{f.Refunded}, address {(f.AddressMatches ? "matches" : "does not match")}",
        PaymentFact.ActionNeeded f => $"action needed: {f.PaymentId}",
        PaymentFact.Declined f => $"declined: {f.DeclineCode}",
        PaymentFact.Cancelled f => $"cancelled: {f.PaymentId}",
        PaymentFact.Rejected f => $"rejected: {f.Reason}",
        PaymentFact.Unknown f => $"unknown: {f.Why}",
        _ => "absent",
    };

    public static string Of(RefundFact fact) => fact switch
    {
        RefundFact.Made f => $"{(f.Succeeded ? "succeeded" : "under way")}: {f.Amount}, {f.RefundId}",
        RefundFact.Failed f => $"failed: {f.Reason}",
        RefundFact.Rejected f => $"rejected: {f.Reason}",
        RefundFact.Unknown f => $"unknown: {f.Why}",
        _ => "absent",
    };

    public static string Of(MethodFact fact) => fact switch
    {
        MethodFact.Kept => "kept",
        MethodFact.Forgotten => "forgotten",
        MethodFact.Rejected f => $"rejected: {f.Reason}",
        MethodFact.Unknown f => $"unknown: {f.Why}",
        _ => "absent",
    };

    public static string Of<T>(GatewayPage<T>? page) => page is null ? "no answer" : $"{page.Items.Length} found";
}
