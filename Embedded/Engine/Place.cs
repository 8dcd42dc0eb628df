namespace Commerce.Embedded;

/// <summary>Where calls for one grain id go: an activation, or a pool of them.</summary>
internal interface IPlace
{
    IEnumerable<Activation> Activations { get; }

    /// <summary>Takes a request, unless the place is no more.</summary>
    bool TryAccept(Request request);

    /// <summary>Sends away what nobody used for that long.</summary>
    void LeaveIfIdle(TimeSpan age);
}

/// <summary>Where an activation is to be found as long as it lives.</summary>
internal interface IPlaceOwner
{
    void Remove(Activation activation);
}
