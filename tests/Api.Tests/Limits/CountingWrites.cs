using System.Net;
using Commerce.Api.Tests.Killing;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Commerce.Api.Tests.Limits;

/// <summary>Durable writes on the shopper's path, counted.</summary>
public sealed class CountingWrites(RunningApi api) : IClassFixture<RunningApi>
{
    private StorageCounts Counts => api.App.Services.GetRequiredService<StorageCounts>();

    [Fact]
    public async Task Takes_a_hundred_parallel_adds_with_the_quantity_exact()
    {
        await api.Product("parallel", "PARALLEL", stock: 1000);
        var cart = await api.Cart();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => cart.Add("PARALLEL", 1)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(100, (int)(await cart.See()).Body["lines"]![0]!["quantity"]!);
    }

    [Fact]
    public async Task Adds_to_a_cart_of_500_lines_with_one_durable_write()
    {
        await Task.WhenAll(Enumerable.Range(0, 501)
            .Select(number => api.Product($"many-{number}", $"MANY-{number}", stock: 1)));
        var cart = await api.Cart();
        for (var number = 0; number < 500; number++) (await cart.Add($"MANY-{number}", 1)).Expect(HttpStatusCode.OK);

        var before = (Carts: Counts.WritesOf("cart"), All: Counts.Writes);
        (await cart.Add("MANY-500", 1)).Expect(HttpStatusCode.OK);

        Assert.Equal((1, 1), (Counts.WritesOf("cart") - before.Carts, Counts.Writes - before.All));
        Assert.Equal(501, (await cart.See()).Body["lines"]!.AsArray().Count);
    }

    [Fact]
    public async Task Places_an_order_with_three_writes_before_the_answer_and_two_after_it()
    {
        await api.Product("placed", "PLACED", stock: 10);
        var cart = await api.FilledCart("PLACED");
        var before = (Cart: Counts.WritesOf("cart"), Order: Counts.WritesOf("order"), Stock: Counts.WritesOf("stock"));

        (await cart.Pay()).Expect(HttpStatusCode.Created);
        await Deadline.Until(
            TimeSpan.FromSeconds(20),
            () => Task.FromResult(Counts.WritesOf("order") - before.Order >= 3));

        // W1 and the close; W2, W3 and the acknowledgement; the hold and its commit.
        Assert.Equal(2, Counts.WritesOf("cart") - before.Cart);
        Assert.Equal(3, Counts.WritesOf("order") - before.Order);
        Assert.Equal(2, Counts.WritesOf("stock") - before.Stock);
    }
}
