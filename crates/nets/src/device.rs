//! Where gradients are computed: on the processor, or on a graphics card.

use std::fmt;
use std::str::FromStr;

/// A device that gradients can be computed on. The processor is the default: every program has it.
#[derive(Clone, Debug)]
pub struct Device {
    name: String,
    pub(crate) on: burn::tensor::Device,
    is_processor: bool,
}

/// Why there is no such device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; {remedy}")]
pub struct DeviceError {
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Device {
    /// Whether it is the processor, whose results are the same bytes everywhere.
    pub fn is_processor(&self) -> bool {
        self.is_processor
    }
}

impl Default for Device {
    fn default() -> Self {
        Self { name: "cpu".into(), on: burn::tensor::Device::flex(), is_processor: true }
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl FromStr for Device {
    type Err = DeviceError;

    /// `cpu`, `wgpu` for the best card there is, `wgpu:1` for the second.
    fn from_str(name: &str) -> Result<Self, DeviceError> {
        let (kind, number) = name.split_once(':').map_or((name, None), |(kind, number)| (kind, Some(number)));
        let number = number.map(str::parse::<usize>).transpose();
        match (kind, number) {
            ("cpu", Ok(None)) => Ok(Self::default()),
            ("wgpu", Ok(number)) => Ok(Self { name: name.to_owned(), on: card(number)?, is_processor: false }),
            _ => Err(DeviceError {
                problem: format!("there is no device \"{name}\""),
                remedy: "give cpu, wgpu or wgpu:0, wgpu:1 and so on".into(),
            }),
        }
    }
}

#[cfg(feature = "wgpu")]
fn card(number: Option<usize>) -> Result<burn::tensor::Device, DeviceError> {
    use burn::tensor::DeviceKind;
    Ok(burn::tensor::Device::wgpu(number.map_or(DeviceKind::DefaultDevice, DeviceKind::DiscreteGpu)))
}

#[cfg(not(feature = "wgpu"))]
fn card(_: Option<usize>) -> Result<burn::tensor::Device, DeviceError> {
    Err(DeviceError {
        problem: "this program was built without graphics cards".into(),
        remedy: "build it with `--features wgpu`, or give cpu".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_by_its_name() {
        assert!("cpu".parse::<Device>().unwrap().is_processor());
        let unknown = "tpu:0".parse::<Device>().unwrap_err();
        assert_eq!(unknown.to_string(), "there is no device \"tpu:0\"; give cpu, wgpu or wgpu:0, wgpu:1 and so on");
        assert!("wgpu:first".parse::<Device>().is_err());
    }

    #[cfg(not(feature = "wgpu"))]
    #[test]
    fn a_card_needs_its_feature() {
        let missing = "wgpu:0".parse::<Device>().unwrap_err();
        assert_eq!(missing.remedy, "build it with `--features wgpu`, or give cpu");
    }
}
