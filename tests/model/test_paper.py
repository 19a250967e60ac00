"""The line that names a paper."""

from __future__ import annotations

import pytest

from litnotes.model.paper import Paper


@pytest.mark.parametrize(
    ("short", "title", "headline"),
    [
        ("DALL-E", "Zero-Shot Text-to-Image Generation", "DALL-E: Zero-Shot Text-to-Image Generation"),
        ("GLOW", "Glow: Generative Flow", "Glow: Generative Flow"),
        (
            "VQ-VAE-2",
            "Generating Diverse High-Fidelity Images with VQ-VAE-2",
            "Generating Diverse High-Fidelity Images with VQ-VAE-2",
        ),
        ("VQ-VAE", "Diverse Images with VQ-VAE-2", "VQ-VAE: Diverse Images with VQ-VAE-2"),
        ("IN", "The Missing Ingredient in Stylization", "IN: The Missing Ingredient in Stylization"),
        ("Quiet", "A Quiet Quantizer of Sound", "Quiet: A Quiet Quantizer of Sound"),
        ("Music Transformer", "Faster Music Transformer", "Faster Music Transformer"),
        ("C+", "Learning C+ Codes", "Learning C+ Codes"),
        ("IN", "Inverse Rendering", "IN: Inverse Rendering"),
        ("VQ-VAE", "VQ-VAE-2 for Images", "VQ-VAE: VQ-VAE-2 for Images"),
        ("VQVAE 2", "Images with VQ-VAE-2", "Images with VQ-VAE-2"),
        ("VQ-GAN", "Improved VQGAN", "Improved VQGAN"),
        ("VQ-GAN", "VQGAN-CLIP: Editing", "VQ-GAN: VQGAN-CLIP: Editing"),
        ("GAN", "GAN-based Priors", "GAN-based Priors"),
        ("GAN", "A Text‑GAN", "GAN: A Text‑GAN"),
        ("StyleGAN2", "Faces with StyleGAN 2", "Faces with StyleGAN 2"),
        ("StyleGAN", "Faces with StyleGANs", "StyleGAN: Faces with StyleGANs"),
    ],
)
def test_a_headline_leaves_out_a_short_name_that_the_title_contains(
    short: str, title: str, headline: str
) -> None:
    assert Paper(key="k", title=title, record="looked up", short_names=(short,)).headline == headline
