using System.Net;
using Commerce.Api.Tests.Killing;
using Commerce.Kit;
using Commerce.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Commerce.Api.Tests.Journeys;

/// <summary>H-01: what the store did not take is sent again under the same key, for three seconds.</summary>
public sealed class LosingTheStore : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ManualClock clock = new();
    private readonly RunningApi api;

    public LosingTheStore() => api = new()
    {
        Clock = clock,
        More = services =>
        {
            services.RemoveAll<IRowStore>();
            services.AddSingleton<IRowStore>(all => new FlakyRows(all.GetRequiredService<IDatabase>().Rows, "cart"));
        },
    };

    private FlakyRows Rows => (FlakyRows)api.App.Services.GetRequiredService<IRowStore>();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Once_is_not_noticed_and_happens_once(bool stored, bool hasKey)
    {
        await api.Product("bell", "BELL", 5);
        var cart = await api.Cart();
        if (stored) Rows.FailAfter(1);
        else Rows.FailBefore(1);
        var before = Rows.Writes;

        var answer = await Ticking(cart.Add("BELL", 2, hasKey ? Keys.Fresh() : null));

        Assert.Equal(2, (int)answer.Expect(HttpStatusCode.OK).Body["lines"]![0]!["quantity"]!);
        Assert.Equal(2, (int)(await cart.See()).Body["lines"]![0]!["quantity"]!);
        Assert.Equal(stored ? 1 : 2, Rows.Writes - before);
    }

    [Fact]
    public async Task For_longer_is_a_problem_that_may_be_tried_again_and_nothing_is_stored()
    {
        await api.Product("bell", "BELL", 5);
        var cart = await api.Cart();
        var key = Keys.Fresh();
        Rows.FailBefore(int.MaxValue);
        var start = clock.GetUtcNow();

        var answer = await Ticking(cart.Add("BELL", 2, key));

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store_unavailable");
        Assert.True((bool)answer.Body["retryable"]!);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.True(clock.GetUtcNow() - start >= TimeSpan.FromSeconds(3));
        Assert.Empty((await cart.See()).Body["lines"]!.AsArray());

        Rows.FailBefore(0);
        (await Ticking(cart.Add("BELL", 2, key))).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)(await cart.See()).Body["lines"]![0]!["quantity"]!);
    }

    // Time goes on as long as the answer is waited for.
    private async Task<Answer> Ticking(Task<Answer> answer)
    {
        Assert.True(await Deadline.Until(Limit, TimeSpan.FromMilliseconds(1), () =>
        {
            if (!answer.IsCompleted) clock.Advance(TimeSpan.FromMilliseconds(20));
            return Task.FromResult(answer.IsCompleted);
        }));
        return await answer;
    }
}
