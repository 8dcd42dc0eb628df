using Commerce.Grains.Kernel;
using Commerce.Grains.Numbers;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Numbers;

public sealed class TakingNumbers : IAsyncLifetime
{
    private GrainHost host = default!;

    public async ValueTask InitializeAsync() => host = await GrainHost.Start();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public void Follows_the_truth_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Numbers"),
        TruthTable.Draw([new NumbersState(null)], [new NumbersCommand.Take(1)], NumbersMachine.Decide));

    [Theory]
    [InlineData(NumberKind.Order, 3_000_000)]
    [InlineData(NumberKind.Certificate, 1_000_000)]
    [InlineData(NumberKind.Transaction, 4_000_000)]
    [InlineData(NumberKind.Shipment, 1)]
    [InlineData(NumberKind.Refund, 1)]
    [InlineData(NumberKind.Problem, 1)]
    [InlineData(NumberKind.Issue, 1)]
    [InlineData(NumberKind.MailTemplate, 7)]
    internal async Task Begins_where_its_kind_begins(NumberKind kind, long first)
    {
        var numbers = new NumberSource(host.Grains);
        Assert.Equal(first, await numbers.Next(kind));
        Assert.Equal(first + 1, await numbers.Next(kind));
    }

    [Fact]
    public async Task Gives_no_number_twice_to_many_processes_with_many_callers()
    {
        NumberSource[] processes = [.. Enumerable.Range(0, 4).Select(_ => new NumberSource(host.Grains))];
        var all = await Task.WhenAll(Enumerable.Range(0, 2_000).Select(caller =>
            Task.Run(() => processes[caller % 4].Next(NumberKind.Order))));
        Assert.Equal(2_000, all.Distinct().Count());
        Assert.Equal(20, host.Storage.Envelopes.Count);
    }

    [Theory]
    [InlineData(Fault.ThrowsBefore)]
    [InlineData(Fault.ThrowsAfter)]
    internal async Task Leaves_a_gap_rather_than_give_a_number_twice(Fault fault)
    {
        var numbers = new NumberSource(host.Grains);
        for (var number = 0; number < INumbersGrain.BlockSize; number++) await numbers.Next(NumberKind.Refund);
        host.Storage.Fault = fault;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => numbers.Next(NumberKind.Refund));
        host.Storage.Fault = Fault.None;
        Assert.Equal(fault == Fault.ThrowsAfter ? 201 : 101, await numbers.Next(NumberKind.Refund));
    }

    [Fact]
    public async Task Knows_no_other_kinds() => await Assert.ThrowsAsync<ArgumentException>(
        () => host.Grains.GetGrain<INumbersGrain>("numbers-cats").TakeBlock());
}
