namespace Commerce.Api.Import;

/// <summary>Shortens text where it is too long for its place.</summary>
internal static class Cut
{
    /// <summary>At most so many of its first characters. Never half of one that takes two, as an emoji does: the half
    /// would be stored as something else, and the next import would find a change.</summary>
    public static string To(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
