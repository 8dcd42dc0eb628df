using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;

namespace Commerce.Silo.Tests.Storage;

/// <summary>GC-22: purchased ones by state and time, issued ones by staff and time.</summary>
public sealed class ListingCertificates(Databases databases)
{
    private const string Bob = "admin:bob";
    private const string Eve = "admin:eve";

    private static readonly CertificateFilter All = new(null, null, null, null, null);

    [Theory, OnBothDatabases]
    public async Task Finds_them_by_state_and_time(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        var purchased = All with { Kind = "purchased" };
        Assert.Equal([5, 4, 3, 2, 1], await Found(store, purchased));
        Assert.Equal([4, 2], await Found(store, purchased with { Status = "failed_authorization" }));
        Assert.Equal([4, 3], await Found(store, purchased with { From = At(3), To = At(5) }));
        Assert.Equal([2], await Found(store, purchased with { Status = "failed_authorization", To = At(4) }));
    }

    [Theory, OnBothDatabases]
    public async Task Finds_them_by_who_issued_them_and_time(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        Assert.Equal([9, 7], await Found(store, All with { IssuedBy = Bob }));
        Assert.Equal([8, 6], await Found(store, All with { IssuedBy = Eve }));
        Assert.Equal([9], await Found(store, All with { IssuedBy = Bob, From = At(8) }));
        Assert.Equal([7], await Found(store, All with { IssuedBy = Bob, To = At(9) }));
    }

    [Theory, OnBothDatabases]
    public async Task Refuses_to_go_on_in_the_list_of_a_customer_who_cannot_be(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        var first = await CertificateList.Read(store.Database, All, new(2));
        var cursor = Assert.IsType<Outcome<Page<CertificateListEntry>>.Done>(first).Value.Next;
        var other = await CertificateList.Read(store.Database, All with { Owner = CustomerId.Of("x") }, new(2, cursor));
        Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<CertificateListEntry>>.Refused>(other).Why);
    }

    [Theory, OnBothDatabases]
    public async Task Walks_an_index_whatever_is_asked(DatabaseKind kind)
    {
        await using var store = await StoreUnderTest.New(databases, kind);
        await Fill(store);
        var span = All with { From = At(2), To = At(8) };
        Assert.Contains("certificates_issued", await Plan(store, span), StringComparison.Ordinal);
        Assert.Contains(
            "certificates_status",
            await Plan(store, span with { Kind = "purchased", Status = "confirmed" }), StringComparison.Ordinal);
        Assert.Contains(
            "certificates_staff", await Plan(store, span with { IssuedBy = Bob }), StringComparison.Ordinal);
    }

    private static async Task<List<long>> Found(StoreUnderTest store, CertificateFilter filter) =>
        [.. (await Lists.All(cursor => CertificateList.Read(store.Database, filter, new(1, cursor))))
            .Select(one => one.Number)];

    private static Task<string> Plan(StoreUnderTest store, CertificateFilter filter)
    {
        var query = CertificateList.Query(filter);
        var list = CertificateList.List;
        return Lists.Plan(store, query, list.Statement(query, list.Sorts[0], cursor: null, limit: 50)!);
    }

    private static async Task Fill(StoreUnderTest store)
    {
        for (var number = 1; number <= 5; number++)
            await Write(store, number, "purchased", number % 2 == 0 ? "failed_authorization" : "confirmed", null);
        for (var number = 6; number <= 9; number++)
            await Write(store, number, "issued", "authorized", number % 2 == 0 ? Eve : Bob);
    }

    private static Task<string?> Write(
        StoreUnderTest store, int number, string kind, string status, string? staff) => store.Write(
        Note.Envelope($"certificate-{number}") with
        {
            Rows = RowSet.None.With("certificates", [
                new
                {
                    Number = number,
                    Kind = kind,
                    Status = status,
                    Amount = 500,
                    AmountLeft = 500,
                    Remaining = true,
                    Currency = "USD",
                    IssuedBy = staff,
                    IssuedAt = At(number).ToUnixTimeMilliseconds(),
                    ExpiresAt = At(number + 365).ToUnixTimeMilliseconds(),
                    ChangedAt = At(number).ToUnixTimeMilliseconds(),
                },
            ]),
        },
        entity: "certificate");

    private static DateTimeOffset At(int day) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day);
}
