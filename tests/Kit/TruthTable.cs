using System.Globalization;
using Commerce.Grains.Kernel;

namespace Commerce.Kit;

/// <summary>What every command comes to in every state: the table in a feature's README, and the same drawn from the
/// machine. <c>=</c> accepted without event, <c>-</c> refused.</summary>
internal static class TruthTable
{
    /// <summary>The table in <c>Grains/{feature}/README.md</c>: the first whose first heading cell is empty, below a
    /// heading that holds <paramref name="title"/> if one is given.</summary>
    public static string InReadmeOf(string feature, string? title = null)
    {
        var file = Repository.At("Grains", feature, "README.md");
        var table = File.ReadLines(file)
            .SkipWhile(line => title is not null
                && !(line.StartsWith('#') && line.Contains(title, StringComparison.Ordinal)))
            .SkipWhile(line => !line.StartsWith("|  ", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .ToList();
        return table.Count > 0 ? string.Join("\n", table)
            : throw new InvalidDataException($"No truth table in {file}.");
    }

    /// <summary>Draws the table of a machine: a row per state, a column per command, each named by its type.</summary>
    public static string Draw<TState, TCommand, TEvent>(
        IEnumerable<TState> states, IEnumerable<TCommand> commands, Func<TState, TCommand, Decision<TEvent>> decide) =>
        Draw(
            states.Select(state => (state!.GetType().Name, state)),
            commands.Select(command => (command!.GetType().Name, command)),
            decide);

    /// <summary>Draws the table with names of your own, where one type stands for several conditions.</summary>
    public static string Draw<TState, TCommand, TEvent>(
        IEnumerable<(string Name, TState State)> states,
        IEnumerable<(string Name, TCommand Command)> commands,
        Func<TState, TCommand, Decision<TEvent>> decide)
    {
        var columns = commands.ToList();
        List<string[]> rows = [["", .. columns.Select(column => column.Name)]];
        rows.AddRange(states.Select(row =>
            (string[])[row.Name, .. columns.Select(column => Cell(decide(row.State, column.Command)))]));
        int[] widths = [.. Enumerable.Range(0, columns.Count + 1).Select(place => rows.Max(row => row[place].Length))];
        rows.Insert(1, [.. widths.Select(width => new string('-', width))]);
        return string.Join("\n", rows.Select(row => Line(row, widths)));
    }

    private static string Cell<TEvent>(Decision<TEvent> decision) => decision switch
    {
        Decision<TEvent>.Accepted(var events, _) =>
            string.Join(", ", events.Select(happened => happened!.GetType().Name)),
        Decision<TEvent>.Unchanged => "=",
        _ => "-",
    };

    private static string Line(string[] cells, int[] widths) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {string.Join(" | ", cells.Select((cell, place) => cell.PadRight(widths[place])))} |");
}
