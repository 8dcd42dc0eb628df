namespace System;

/// <summary>Some bytes, in the form the storage serializer hands them over. The part of the type of that name
/// in System.Memory.Data that stores use, so that the embedded edition needs no package for it.</summary>
public sealed class BinaryData(ReadOnlyMemory<byte> data)
{
    /// <summary>Bytes that nobody changes any more.</summary>
    public BinaryData(byte[] data) : this((ReadOnlyMemory<byte>)data)
    {
    }

    /// <summary>A text's UTF-8 bytes.</summary>
    public BinaryData(string data) : this(Text.Encoding.UTF8.GetBytes(data))
    {
    }

    /// <summary>No bytes.</summary>
    public static BinaryData Empty { get; } = new(ReadOnlyMemory<byte>.Empty);

    /// <summary>Bytes that nobody changes any more.</summary>
    public static BinaryData FromBytes(byte[] data) => new(data);

    /// <summary>Bytes that nobody changes any more.</summary>
    public static BinaryData FromBytes(ReadOnlyMemory<byte> data) => new(data);

    /// <summary>A text's UTF-8 bytes.</summary>
    public static BinaryData FromString(string data) => new(data);

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> ToMemory() => data;

    /// <summary>A copy of the bytes.</summary>
    public byte[] ToArray() => data.ToArray();

    /// <summary>A stream over the bytes.</summary>
    public Stream ToStream() => new MemoryStream(data.ToArray(), writable: false);

    /// <summary>The bytes as UTF-8 text.</summary>
    public override string ToString() => Text.Encoding.UTF8.GetString(data.Span);

    /// <summary>The bytes.</summary>
    public static implicit operator ReadOnlyMemory<byte>(BinaryData data) => data.ToMemory();

    /// <summary>The bytes.</summary>
    public static implicit operator ReadOnlySpan<byte>(BinaryData data) => data.ToMemory().Span;
}
