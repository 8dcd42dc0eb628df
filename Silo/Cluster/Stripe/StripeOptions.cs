using Commerce.Grains.Payments;
using Net = global::Stripe;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>What is sent to Stripe, in its library's words: pure.</summary>
internal static class StripeOptions
{
    private static readonly List<string> CardOnly = ["card"];

    /// <summary>A payment to be made and confirmed.</summary>
    public static Net.PaymentIntentCreateOptions Of(AuthorizeRequest request)
    {
        var options = Expanding<Net.PaymentIntentCreateOptions>();
        options.Amount = StripeObject.Units(request.Amount);
        options.Currency = request.Amount.Currency.ToLowerInvariant();
        options.PaymentMethod = request.Method;
        // Our version of Stripe's API has it; the library, which is made for a later one, has not.
        options.AddExtraParam("payment_method_types", CardOnly);
        options.CaptureMethod = request.CaptureNow ? "automatic" : "manual";
        options.Confirm = true;
        options.Customer = request.Customer;
        if (request.OffSession) options.OffSession = true;
        if (request.KeepForLater) options.SetupFutureUsage = "off_session";
        if (request.ManyCaptures && !request.CaptureNow)
            options.PaymentMethodOptions = new() { Card = new() { RequestMulticapture = "if_available" } };
        if (!request.OffSession) options.ReturnUrl = request.ReturnUrl;
        options.Metadata = new(StripeTerms.Metadata("attempt", request.Reference));
        return options;
    }

    /// <summary>Options of a kind that ask for what is told along with a payment.</summary>
    public static T Expanding<T>() where T : Net.BaseOptions, new()
    {
        var options = new T();
        options.AddExpand(StripeTerms.Expanded);
        return options;
    }

    /// <summary>Asks for what is told along with a payment that is read.</summary>
    public static T Expand<T>(T options, string before = "") where T : Net.BaseOptions
    {
        foreach (var path in StripeTerms.ExpandedRead) options.AddExpand(before + path);
        return options;
    }

    /// <summary>A page of a list.</summary>
    public static T Page<T>(string? after) where T : Net.ListOptions, new() =>
        new() { Limit = StripeTerms.PageSize, StartingAfter = after };

    /// <summary>A span of time.</summary>
    public static Net.DateRangeOptions Of(StripeSpan span) => new()
    {
        GreaterThanOrEqual = span.From.UtcDateTime,
        LessThanOrEqual = span.To.UtcDateTime,
    };
}
