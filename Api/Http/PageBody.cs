using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Http;

/// <summary>One page of a list (H-05).</summary>
/// <param name="Items">At most as many as asked for.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record PageBody<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>Pages as clients see them.</summary>
internal static class Pages
{
    public static Shown Show<TFrom, TTo>(Page<TFrom> page, Func<TFrom, TTo> show) =>
        Shown.Ok(new PageBody<TTo>([.. page.Items.Select(show)], page.Next));
}
