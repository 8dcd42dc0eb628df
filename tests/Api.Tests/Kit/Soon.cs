namespace Commerce.Api.Tests;

/// <summary>Waits for what the shop does on its own; the deadline is never met when all is well.</summary>
internal static class Soon
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task Is(Func<Task<bool>> fact, string expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        using var tick = new PeriodicTimer(Pause, TimeProvider.System);
        while (!await fact())
        {
            try
            {
                await tick.WaitForNextTickAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It never came true that {expected}.");
            }
        }
    }
}
