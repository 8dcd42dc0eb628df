using Microsoft.Extensions.Logging;

namespace Commerce.Simulation.Audit;

/// <summary>Reads the shop's log: what was swallowed there must be something that may happen.</summary>
internal sealed class WatchedLog(Action<string> unexpected) : ILoggerProvider, ILogger
{
    private static readonly string[] Bugs =
    [
        "ImpossibleHistoryException", "NullReferenceException", "InvalidOperationException", "ArgumentException",
        "ArgumentNullException", "ArgumentOutOfRangeException", "KeyNotFoundException", "UnreachableException",
        "OverflowException", "InvalidCastException", "JsonException", "FormatException", "IndexOutOfRangeException",
        "NotSupportedException", "DivideByZeroException",
    ];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var said = formatter(state, exception);
        if (IsBug(exception) || Array.Exists(Bugs, bug => said.Contains(bug, StringComparison.Ordinal)))
            unexpected($"{said} {exception}");
    }

    /// <summary>Whether a failure can have no cause outside of the shop.</summary>
    public static bool IsBug(Exception? failure) =>
        failure is not null && Array.IndexOf(Bugs, failure.GetType().Name) >= 0;

    public void Dispose()
    {
        // Nothing is kept.
    }
}
