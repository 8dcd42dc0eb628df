using System.Text.Json.Nodes;

namespace Commerce.Kit.Stripe;

/// <summary>Which request is for what.</summary>
internal sealed class StripeDesk(StripeBooks books, StripeTill till, StripePost post)
{
    public JsonObject Answer(string method, string path, StripeForm form)
    {
        books.PassTime();
        books.Payments.ForEach(till.Finish);
        return (method, path.Trim('/').Split('/')[1..]) switch
        {
            ("POST", ["payment_intents"]) => till.Create(form),
            ("GET", ["payment_intents"]) => List("/v1/payment_intents", books.Payments, form, PaymentsOf),
            ("GET", ["payment_intents", var id]) => books.Payment(id).Json(form.Expansion),
            ("POST", ["payment_intents", var id, "confirm"]) => till.Confirm(books.Payment(id), form),
            ("POST", ["payment_intents", var id, "capture"]) => till.Capture(books.Payment(id), form),
            ("POST", ["payment_intents", var id, "cancel"]) => till.Cancel(books.Payment(id), form),
            ("POST", ["refunds"]) => till.Refund(form),
            ("GET", ["refunds"]) => List("/v1/refunds", RefundsOf(form), form, refund =>
                (refund.Id, refund.Created, refund.Json())),
            ("GET", ["refunds", var id]) => (books.Refunds.Find(refund => refund.Id == id)
                ?? throw StripeProblem.Missing("refund", id)).Json(),
            ("POST", ["customers"]) => Customer(form),
            ("GET", ["customers", var id]) => (books.Customers.Find(customer => customer.Id == id)
                ?? throw StripeProblem.Missing("customer", id)).Json(),
            ("GET", ["payment_methods", var id]) => books.Method(id).Json(),
            ("POST", ["payment_methods", var id, "attach"]) => Attach(books.MethodOf(id), form.Required("customer")),
            ("POST", ["payment_methods", var id, "detach"]) => Detach(books.Method(id)),
            ("GET", ["disputes"]) => List("/v1/disputes", DisputesOf(form), form, dispute =>
                (dispute.Id, dispute.Created, dispute.Json())),
            ("POST", ["webhook_endpoints"]) => post.Add(new(form.Required("url"))),
            _ => throw new StripeProblem(404, "invalid_request_error", null, $"Unrecognized request URL {path}"),
        };

        (string, long, JsonObject) PaymentsOf(StripePayment payment) =>
            (payment.Id, payment.Created, payment.Json(form.Expansion.Within("data")));
    }

    private List<StripeRefund> RefundsOf(StripeForm form) => form["payment_intent"] is { } payment
        ? [.. books.Refunds.Where(refund => refund.Payment == books.Payment(payment))]
        : books.Refunds;

    private List<StripeDispute> DisputesOf(StripeForm form) =>
        [.. books.Disputes.Where(dispute => form["charge"] is not { } charge || dispute.Payment.Charge!.Id == charge)];

    private static JsonObject List<T>(
        string url, List<T> all, StripeForm form, Func<T, (string Id, long Created, JsonObject Json)> read)
    {
        var limit = (int)(form.Number("limit") ?? 10);
        if (limit is < 1 or > 100) throw StripeProblem.Invalid(null, "Invalid limit", "limit");
        var found = all.AsEnumerable().Reverse().Select(read)
            .Where(one => one.Created >= (form.Number("created[gte]") ?? 0)
                && one.Created <= (form.Number("created[lte]") ?? long.MaxValue))
            .ToList();
        if (form["starting_after"] is { } after)
            found = [.. found.SkipWhile(one => one.Id != after).Skip(1)];
        return new()
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. found.Take(limit).Select(one => (JsonNode)one.Json)]),
            ["has_more"] = found.Count > limit,
            ["url"] = url,
        };
    }

    private JsonObject Customer(StripeForm form)
    {
        var customer = new StripeCustomer(books.NewId("cus"), books.Now, form.Metadata);
        books.Customers.Add(customer);
        return customer.Json();
    }

    private JsonObject Attach(StripeMethod method, string customer)
    {
        if (books.Customers.All(one => one.Id != customer))
            throw StripeProblem.Missing("customer", customer);
        var isAnothers = method.Customer is not null && method.Customer != customer;
        var mayBeKept = !method.IsSpent
            || books.Payments.Any(payment => payment.Method == method && payment.SetupFutureUsage is not null);
        if (isAnothers || (method.Customer is null && !mayBeKept))
            throw StripeProblem.Invalid(null, "The payment method you provided cannot be attached to a customer.");
        method.Customer = customer;
        method.IsSpent = false;
        return method.Json();
    }

    private static JsonObject Detach(StripeMethod method)
    {
        if (method.Customer is null)
            throw StripeProblem.Invalid(null, "The payment method you provided is not attached to a customer.");
        method.Customer = null;
        method.IsSpent = true;
        return method.Json();
    }
}
