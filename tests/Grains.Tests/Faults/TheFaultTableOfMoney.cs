using Commerce.Grains.Certificates;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Faults;

/// <summary>The table of docs/faults.md: whatever becomes of a call of the gateway, money moves once or not at all, as
/// the document says, and the audit is clean.</summary>
public sealed class TheFaultTableOfMoney
{
    private const long One = 1999, All = 2 * 1999 + 4500, Certificate = 5000;

    public static TheoryData<string> Cells =>
        [.. FaultCell.InDocument.Where(cell => !CannotHappen(cell)).Select(cell => cell.Name)];

    [Theory, MemberData(nameof(Cells))]
    public async Task Moves_money_as_the_document_says(string name)
    {
        var cell = FaultCell.InDocument.Single(one => one.Name == name);
        using var shop = await ACertificateSale.Open();
        var sale = new OneSale(shop, "pm_card_visa", Client.RepeatsAtOnce);
        await sale.Fill();
        var moved = cell.Row.StartsWith("certificate", StringComparison.Ordinal)
            ? await Buy(cell, shop)
            : await Drive(cell, shop, sale);
        Assert.Equal(cell.Said, moved);
        Assert.Empty(MemoryAudit.Run(shop.Store, shop.Gateway));
        Assert.Empty(shop.Gateway.Conflicts);
        Assert.Empty(shop.Store.WithErrands);
        Assert.Empty(shop.Store.FrozenCarts);
    }

    [Fact]
    public void Names_every_cell_once() => Assert.Equal(
        FaultCell.Rows.SelectMany(row => FaultCell.Columns.Select(column => $"{row} × {column}")),
        FaultCell.InDocument.Select(cell => cell.Name));

    [Fact]
    public void Says_why_a_cell_cannot_happen() => Assert.All(FaultCell.InDocument.Where(CannotHappen), cell =>
        Assert.Contains($"\n- *{cell.Name}* cannot happen, because ", File.ReadAllText(FaultCell.Document),
            StringComparison.Ordinal));

    private static bool CannotHappen(FaultCell cell) => cell.Said == "cannot happen";

    private static async Task<string> Drive(FaultCell cell, FaultyShop shop, OneSale sale)
    {
        switch (cell.Row)
        {
            case "authorise":
                await Strike(shop, sale.Pay, ("authorize", cell.Column));
                return Promised(shop);
            case "refresh":
                await Strike(shop, Both(sale.Pay, sale.Refresh), ("authorize", "time-out before"),
                    ("authorize", cell.Column));
                return Promised(shop);
            case "list":
                await Strike(shop, sale.Pay, ("authorize", "500 after"), ("find", cell.Column));
                return Promised(shop);
            case "cancel":
                await Strike(shop, Both(sale.Pay, sale.Void), ("cancel", cell.Column));
                Assert.Single(shop.Gateway.Books);
                return shop.Gateway.Books[0].HoldsMoney ? "not at all" : "once";
            case "capture":
                await Strike(shop, Both(sale.Pay, sale.Ship), ("capture", cell.Column));
                return Moved(Taken(shop), All);
            case "read":
                await Strike(
                    shop, Both(sale.Pay, sale.Ship), ("capture", "time-out after"), ("read", cell.Column));
                return Moved(Taken(shop), All);
            case "link":
                await sale.Pay();
                await Strike(shop, sale.PayByLink, ("authorize", cell.Column));
                Assert.Equal(1, shop.Gateway.Holding);
                return shop.Gateway.Books.Any(payment => payment is { Attempt: "order-ada/101", HoldsMoney: true })
                    ? "once"
                    : "not at all";
            case "off-session charge":
                await Strike(shop, Both(Both(sale.Pay, sale.ShipOne), sale.Ship), ("charge", cell.Column));
                return Moved(Taken(shop) - One, All - One);
            default:
                await Strike(shop, Both(Both(sale.Pay, sale.Ship), sale.GiveBack), ("refund", cell.Column));
                return Moved(shop.Gateway.Books.Sum(payment => payment.Refunded), 2 * One);
        }
    }

    // What is bought for 50.00 is valid once its money is promised, and stays so.
    private static async Task<string> Buy(FaultCell cell, FaultyShop shop)
    {
        (string, string)[] strikes = cell.Row switch
        {
            "certificate" => [("authorize", cell.Column)],
            "certificate list" => [("authorize", "500 after"), ("find", cell.Column)],
            "certificate capture" => [("capture", cell.Column)],
            "certificate read" => [("capture", "time-out after"), ("read", cell.Column)],
            _ => [("capture", "declined"), ("cancel", cell.Column)],
        };
        await Strike(shop, () => ACertificateSale.Buying(shop, ACertificateSale.Good), strikes);
        var isDeclined = cell is { Row: "certificate", Column: "declined" };
        Assert.Equal(isDeclined ? typeof(CertificateState.Failed) : typeof(CertificateState.Valid),
            ACertificateSale.StateOf(shop)!.GetType());
        if (cell.Row == "certificate cancel") return shop.Gateway.Holding == 0 ? "once" : "not at all";
        return Moved(Taken(shop), Certificate);
    }

    private static async Task Strike(FaultyShop shop, Func<Task> course, params (string, string)[] strikes)
    {
        var plan = new Strikes(strikes);
        shop.Gateway.Silences = plan.OfAnswer;
        shop.Gateway.Declines = plan.Declines;
        shop.Arm(plan);
        await course();
        await shop.ComeToRest();
        Assert.True(plan.AreOver, "The fault did not happen.");
    }

    // A promise is one movement: made once, and not taken.
    private static string Promised(FaultyShop shop)
    {
        Assert.InRange(shop.Gateway.Books.Count, 0, 1);
        return shop.Gateway.Holding == 1 ? "once" : "not at all";
    }

    private static string Moved(long amount, long wanted) =>
        amount == wanted ? "once" : amount == 0 ? "not at all" : $"{amount} instead of {wanted}";

    private static long Taken(FaultyShop shop) => shop.Gateway.Books.Sum(payment => payment.Captured);

    private static Func<Task> Both(Func<Task> first, Func<Task> second) => async () =>
    {
        await first();
        await second();
    };
}
