using Commerce.Grains.Kernel;

namespace Commerce.Grains.Tests.Books;

/// <summary>What happens to one entity of its own chance.</summary>
internal interface ICourse
{
    /// <summary>Everything that happened so far, as it is stored.</summary>
    string Story { get; }

    /// <summary>The names of what happened so far.</summary>
    IEnumerable<string> Names { get; }
}

/// <summary>The frame of what must hold whatever happens: many courses, each by the chance of its number, and the story
/// of one that fails.</summary>
internal static class AnyCourse
{
    private const int Courses = 500;

    /// <summary>Every course comes to its end, and among them all of these happen.</summary>
    public static async Task Runs<TCourse>(
        IEnumerable<string> mustHappen, Func<int, Random, TCourse> start, Func<TCourse, Random, Task> run)
        where TCourse : ICourse
    {
        var happened = new HashSet<string>();
        for (var number = 0; number < Courses; number++)
        {
            var random = new Random(number);
            var course = start(number, random);
            try
            {
                await run(course, random);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Course {number}: {fault.Message}\n{course.Story}", fault);
            }

            happened.UnionWith(course.Names);
        }

        // A test that never got there would prove nothing.
        Assert.Empty(mustHappen.Except(happened));
    }

    /// <summary>Any part of an amount that can be paid, nothing and all of it too.</summary>
    public static long AnyPart(Random random, Money whole)
    {
        var step = Currency.Of(whole.Currency).Step;
        return random.NextInt64(whole.Amount / step + 1) * step;
    }
}
