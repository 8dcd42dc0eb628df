using System.Net;
using Commerce.Kit;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Commerce.Api.Tests.Limits;

/// <summary>X-01: many buyers at once for few units of one product.</summary>
public sealed class SellingTheLastUnits(Databases databases)
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Sells_fifty_to_two_hundred_buyers_and_not_one_more(DatabaseKind kind)
    {
        await using var database = await databases.New(kind);
        await using var api = new RunningApi { Database = database.Setting };
        await api.InitializeAsync();
        await api.Product("last-units", "LAST-1", stock: 50);
        var carts = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => api.FilledCart("LAST-1")));

        var answers = await Task.WhenAll(carts.Select(cart => cart.Pay()));

        Assert.Equal(50, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        var refused = answers.Where(answer => answer.Status != HttpStatusCode.Created).ToList();
        Assert.Equal(150, refused.Count);
        Assert.All(refused, answer => Assert.Equal("out_of_stock", (string?)answer.Body["code"]));
        var stock = (await api.Staff(HttpMethod.Get, "/v1/admin/stock/LAST-1")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal((0, 50, 50), ((int)stock["available"]!, (int)stock["held"]!, (int)stock["onHand"]!));
    }
}
