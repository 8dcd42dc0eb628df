using Commerce.Silo.Tests.Gateways;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Commerce.Silo.Tests;

/// <summary>What works by itself is woken by every silo that starts.</summary>
public sealed class WakingWithTheShop
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly HandClock clock = new();

    [Fact]
    public async Task Is_done_once_the_silo_has_started()
    {
        using var service = new Waking(clock);
        await service.StartAsync(Test.Stop);
        Assert.Equal(1, service.Tries);
        Assert.Null(service.ExecuteTask);
    }

    /// <summary>Another silo leaves just then, say.</summary>
    [Fact]
    public async Task Is_tried_again_while_it_is_refused_and_ends_no_start()
    {
        using var service = new Waking(clock, new OrleansException("invalid silo"), new TimeoutException());
        await service.StartAsync(Test.Stop);
        Assert.Equal(1, service.Tries);
        await clock.TimersSet(1);
        await clock.Advance(Again);
        await clock.TimersSet(1);
        await clock.Advance(Again);
        await service.ExecuteTask!;
        Assert.Equal(3, service.Tries);
    }

    [Fact]
    public async Task Is_given_up_when_the_silo_stops()
    {
        using var service = new Waking(clock, new OrleansException("invalid silo"));
        await service.StartAsync(Test.Stop);
        await service.StopAsync(Test.Stop);
        Assert.Equal(1, service.Tries);
        Assert.True(service.ExecuteTask!.IsCanceled);
    }

    [Fact]
    public async Task Ends_the_start_for_anything_else()
    {
        using var service = new Waking(clock, new InvalidOperationException("a fault of ours"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.StartAsync(Test.Stop));
    }

    private sealed class Waking(TimeProvider clock, params Exception[] refusals)
        : GrainWaker(clock, NullLogger.Instance)
    {
        public int Tries { get; private set; }

        protected override Task Wake() =>
            Tries++ < refusals.Length ? Task.FromException(refusals[Tries - 1]) : Task.CompletedTask;
    }
}
