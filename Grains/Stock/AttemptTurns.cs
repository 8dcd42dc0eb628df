using Commerce.Grains.Orders;

namespace Commerce.Grains.Stock;

/// <summary>
/// Lets the commands of one attempt in one at a time, each until its write is stored; those of different attempts do
/// not wait for each other. So a child row that is read beforehand is never older than a change that waits to be
/// written, and one write never sets the same row twice.
/// </summary>
internal sealed class AttemptTurns
{
    private readonly Dictionary<AttemptId, Task> underWay = [];

    public async Task<T> Take<T>(AttemptId attempt, Func<Task<T>> turn)
    {
        while (underWay.TryGetValue(attempt, out var before)) await before;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        underWay.Add(attempt, ended.Task);
        try
        {
            return await turn();
        }
        finally
        {
            underWay.Remove(attempt);
            ended.SetResult();
        }
    }
}
