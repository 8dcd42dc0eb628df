using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Numbers;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Grains.Pricing.Charges;
using Commerce.Grains.Pricing.UserClasses;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;

namespace Commerce.Simulation.Covering;

/// <summary>Which cells of the truth tables it is when a state meets a command. A placed order may stand in several
/// rows at once.</summary>
internal static class Meetings
{
    private static readonly int TriesMost = new ShopSettings().SignInTriesMost;

    public static IEnumerable<string> Of(object state, object command, DateTimeOffset now) => (state, command) switch
    {
        (OrderState order, OrderCommand asked) => RowsOf(order).Select(row => Cell("Orders", row, NameOf(asked))),
        (CartState cart, _) => RowsOf(cart, now).Select(row => Cell("Carts", row, NameOf(command))),
        (StockState stock, StockCommand asked) => RowOf(stock, asked) is { } row
            ? [Cell("Stock", row, NameOf(command))]
            : [],
        (CertificateState, _) => [Cell("Certificates", RowOf((CertificateState)state), NameOf(command))],
        (ClaimGuardState guard, _) => [Cell("Certificates", RowOf(guard), NameOf(command))],
        (GuardState guard, _) => [Cell("Customers", RowOf(guard), NameOf(command))],
        (OwnerState owner, _) => [Cell("Products/Owners", RowOf(owner, now), NameOf(owner, command))],
        (TaxRulesState, TaxRulesCommand.Replace { Rules.IsEmpty: true }) => [Cell("Pricing", NameOf(state), "Clear")],
        _ => FeatureOf(state) is { } feature ? [Cell(feature, NameOf(state), NameOf(command))] : [],
    };

    private static string? FeatureOf(object state) => state switch
    {
        AccessKeyState or ServerKeysState => "Access",
        CustomerState => "Customers",
        MailTemplateState => "Mails",
        NumbersState => "Numbers",
        UserClassState or ShippingRulesState or TaxRulesState => "Pricing",
        ProductState => "Products",
        _ => null,
    };

    private static List<string> RowsOf(OrderState state)
    {
        if (state is not OrderState.Placed order) return [NameOf(state)];
        var status = OrderStatus.Of(order);
        List<string> rows = [];
        if (status == "void") return ["Placed, void"];
        if (status == "returned") return ["Placed, returned"];
        if (status == "fulfilled") return ["Placed, all shipped"];
        if (order.Shipments.Any(one => one.Status == ShipmentStatus.AwaitingPayment)) rows.Add("Placed, awaiting");
        if (order.Shipments.Any(one => one.Status == ShipmentStatus.PaymentFailed)) rows.Add("Placed, unpaid");
        if (order.Core.Payments.Any(payment => payment.Ahead > 0)) rows.Add("Placed, taken at once");
        if (order.Core.Payments.Any(payment => payment.Customer is not null)) rows.Add("Placed, method kept");
        if (order.Link is not null) rows.Add("Placed, link sent");
        if (status == "partially_fulfilled") rows.Add("Placed, part shipped");
        return rows.Count == 0 ? ["Placed"] : rows;
    }

    private static string NameOf(OrderCommand command) => command switch
    {
        OrderCommand.Learn { Fact: PaymentFact.Approved } => "Learn yes",
        OrderCommand.Learn { Fact: PaymentFact.Unknown } => "Learn nothing",
        OrderCommand.Learn { Fact: PaymentFact.ActionNeeded } => "Learn action",
        OrderCommand.Learn => "Learn no",
        OrderCommand.LearnCharge => "Learn refused",
        OrderCommand.ReleaseShipment => "Release",
        OrderCommand.AbortShipment => "Abort",
        OrderCommand.CollectOwed => "Collect",
        OrderCommand.LearnRefund => "Learn refund",
        OrderCommand.LearnPayment => "Learn lapse",
        OrderCommand.RepeatRefund => "Repeat",
        OrderCommand.KeepMethod => "Keep",
        OrderCommand.ForgetMethod => "Forget",
        OrderCommand.VoidOrder { UnshippedOnly: true } => "Void rest",
        OrderCommand.AddItems => "Add",
        OrderCommand.Judge { Attempt.IsAddition: true } => "Judge addition",
        OrderCommand.ReportCertificate => "Report certificate",
        OrderCommand.CorrectTracking => "Correct",
        OrderCommand.MakeLink => "Make link",
        OrderCommand.PayByLink => "Pay by link",
        _ => NameOf((object)command),
    };

    private static IEnumerable<string> RowsOf(CartState state, DateTimeOffset now) => state switch
    {
        CartState.Open { Content.Customer: not null } open when now >= open.ExpiresAt => ["Open, over", "Open, theirs"],
        CartState.Open open when now >= open.ExpiresAt => ["Open, over"],
        CartState.Open { Content.Customer: not null } => ["Open, theirs"],
        _ => [NameOf(state)],
    };

    private static string? RowOf(StockState state, StockCommand command)
    {
        (AttemptId Attempt, Kept? Kept)? about = command switch
        {
            StockCommand.Hold c => (c.Attempt, c.Kept),
            StockCommand.Commit c => (c.Attempt, c.Kept),
            StockCommand.Release c => (c.Attempt, c.Kept),
            StockCommand.Ship c => (c.Attempt, c.Kept),
            StockCommand.Return c => (c.Attempt, c.Kept),
            _ => null,
        };
        if (about is not var (attempt, kept)) return null;
        if (state.OpenOf(attempt) is not null) return "Open";
        return kept is null ? "Unknown" : kept.Remaining > 0 ? "Paid" : "Closed";
    }

    private static string RowOf(CertificateState state) => state switch
    {
        CertificateState.Valid { Core.PurchasedBy: null } => "Issued",
        CertificateState.Valid => "Bought",
        CertificateState.Voided => "Void",
        _ => NameOf(state),
    };

    private static string RowOf(ClaimGuardState state) =>
        state is ClaimGuardState.Counting counting && counting.Count >= TriesMost ? "Full" : NameOf(state);

    private static string RowOf(GuardState state) =>
        state is GuardState.Counting counting && counting.Count >= TriesMost ? "Full" : NameOf(state);

    private static string RowOf(OwnerState state, DateTimeOffset now) =>
        state is OwnerState.Claimed claimed && now >= claimed.Until ? "Lapsed" : NameOf(state);

    private static string NameOf(OwnerState state, object command) => command switch
    {
        OwnerCommand.Claim claim when state.Owner() is { } owner && owner != claim.Holder => "Claim by another",
        OwnerCommand.Keep keep when state.Owner() is { } owner && owner != keep.Holder => "Keep by another",
        OwnerCommand.Claim when state is OwnerState.Free { Last: not null } => "Claim by another",
        OwnerCommand.Keep when state is OwnerState.Free { Last: not null } => "Keep by another",
        _ => NameOf(command),
    };

    private static string Cell(string feature, string state, string command) =>
        TruthTables.Cell(feature, state, command);

    private static string NameOf(object one) => one.GetType().Name;
}
