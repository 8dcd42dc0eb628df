using System.Text;
using Commerce.Grains.Payments;
using Commerce.Silo.Gateways.Simulated;

namespace Commerce.Silo.Tests.Gateways;

public sealed class TheSimulatedPaymentMethods
{
    private static readonly string[] Columns =
    [
        "method", "authorize", "authorize again", "read", "find", "off-session", "capture", "refund", "cancel",
        "cancel again",
    ];

    [Fact]
    public async Task Behave_as_the_readme_says()
    {
        var drawn = new StringBuilder();
        Row(drawn, Columns);
        Row(drawn, [.. Columns.Select(_ => "---")]);
        foreach (var method in SimulatedCard.Methods) Row(drawn, [$"`{method}`", .. await Cells(method)]);
        Row(drawn, ["any other", .. await Cells("pm_card_unheardOf")]);

        Assert.Contains(drawn.ToString(), Readme(), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_those_that_the_api_promises() => Assert.Equal(
        [
            "pm_card_visa", "pm_card_avsFail", "pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds",
            "pm_card_chargeDeclinedExpiredCard", "pm_card_authenticationRequired", "pm_card_chargeCustomerFail",
            "pm_card_refundFail", "pm_card_pendingRefund", "pm_card_createDispute", "pm_sim_manyCaptures",
            "pm_sim_takenAtOnce", "pm_sim_noAnswer", "pm_sim_answerLost", "pm_sim_inconclusive",
        ],
        SimulatedCard.Methods);

    private static async Task<string[]> Cells(string method)
    {
        using var table = new GatewayTable();
        var first = await table.Authorize(method);
        var second = await table.Authorize(method);
        var id = table.Ledger.Payments().SingleOrDefault()?.Id ?? "pi_none";
        var alone = GatewayTable.Request(method, "order-1/2") with { OffSession = true, CaptureNow = true };
        object[] facts =
        [
            first, second, await table.Read(id), await table.Find("order-1/1"), await table.Authorize(alone),
            await table.Capture(id), await table.Refund(id, 100), await table.Cancel(id), await table.Cancel(id),
        ];
        return [.. facts.Select(Said)];
    }

    private static string Said(object fact) => fact switch
    {
        PaymentFact.Approved { Disputed: > 0 } => "disputed",
        PaymentFact.Approved { AddressMatches: false } => "approved, other address",
        PaymentFact.Approved => "approved",
        PaymentFact.ActionNeeded => "action needed",
        PaymentFact.Declined declined => $"declined: {declined.DeclineCode}",
        PaymentFact.Cancelled => "cancelled",
        PaymentFact.Absent => "absent",
        PaymentFact.Rejected rejected => $"rejected: {rejected.Reason}",
        PaymentFact.Unknown unknown => $"unknown: {unknown.Why}",
        RefundFact.Made { Succeeded: true } => "made",
        RefundFact.Made => "pending",
        RefundFact.Rejected rejected => $"rejected: {rejected.Reason}",
        _ => fact.ToString()!,
    };

    private static void Row(StringBuilder drawn, string[] cells) =>
        drawn.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Commerce.sln"))) folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "Silo", "Gateways", "README.md"));
    }
}
